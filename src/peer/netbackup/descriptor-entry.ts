import type { EntryBody } from '../../transcript/entry.ts';
import type { Recorder } from '../../transcript/recorder.ts';
import type { SourcedDescriptor } from './sourced-descriptor.ts';

/** A descriptor as the transcript keeps it: redacted text, and what was wrong with it before redaction. */
export function descriptorEntry({ source, text, reading, fetched }: SourcedDescriptor, recorder: Recorder): EntryBody {
  const made = { kind: 'descriptor', direction: 'received', source } as const;
  if (!reading.ok)
    return { ...made, text: fetched === undefined ? recorder.redact(text) : '', problems: reading.problems, details: null };
  const { groupId, hostName, url, priority } = reading.descriptor;
  return { ...made, text: recorder.redact(text), problems: [], details: { groupId, hostName, url, priority } };
}
