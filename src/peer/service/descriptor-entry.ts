import { readDescriptor } from '../../protocol/descriptor.ts';
import type { EntryBody } from '../../transcript/entry.ts';
import type { Recorder } from '../../transcript/recorder.ts';

/** A descriptor as the transcript keeps it: redacted text, and what was wrong with it before redaction. */
export function descriptorEntry(source: string, text: string, recorder: Recorder): EntryBody {
  const reading = readDescriptor(text);
  const details = reading.ok
    ? {
        groupId: reading.descriptor.groupId,
        hostName: reading.descriptor.hostName,
        url: reading.descriptor.url,
        priority: reading.descriptor.priority,
      }
    : null;
  const problems = reading.ok ? [] : reading.problems;
  return { kind: 'descriptor', direction: 'received', source, text: recorder.redact(text), problems, details };
}
