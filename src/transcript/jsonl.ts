import { isObject } from '../protocol/codec.ts';
import { parsedJson } from '../protocol/parsed-json.ts';
import { isSomeProperties } from '../protocol/properties.ts';
import { hasMembers, isCount, isListOf, isNumber, isOneOf, isOptional, isText } from '../protocol/shape.ts';
import type { Entry, SeatSummary, Transcript, TranscriptHeader } from './entry.ts';

/** A transcript as JSON Lines: the header, then one entry a line. */
export function writeTranscript(transcript: Transcript): string {
  return `${[transcript.header, ...transcript.entries].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Reads what {@link writeTranscript} wrote; throws an Error that names the source and the line that is not a transcript's. */
export function readTranscript(text: string, source: string): Transcript {
  const [first, ...rest] = text.split('\n').flatMap((line, index) => {
    const where = `${source} line ${index + 1}`;
    return line === '' ? [] : [{ where, value: readLine(line, where) }];
  });
  if (first === undefined || !isHeader(first.value)) {
    const got = first === undefined ? 'an empty file' : JSON.stringify(first.value).slice(0, 60);
    throw new Error(`${source}: expected a transcript header of version 1 in its first line, got ${got}; run the suite again.`);
  }
  const entries = rest.map(({ where, value }) => {
    if (isEntry(value)) return value;
    throw new Error(`${where}: expected an entry, got ${JSON.stringify(value).slice(0, 40)}; run the suite again.`);
  });
  return { header: first.value, entries };
}

function readLine(line: string, where: string): Readonly<Record<string, unknown>> {
  const value = parsedJson(line);
  if (isObject(value)) return value;
  throw new Error(`${where}: expected one JSON object, got ${line.slice(0, 40)}; run the suite again.`);
}

const isHeader = hasMembers<TranscriptHeader>({
  transcript: (version): version is 1 => version === 1,
  scenario: isText,
  role: isOneOf(['endpoint', 'service']),
  epochMs: isNumber,
  group: isListOf(
    hasMembers<SeatSummary>({
      place: isCount,
      priority: isNumber,
      hostName: isText,
      url: isText,
      groupId: isOptional(isText),
    }),
  ),
  properties: isOptional(isSomeProperties),
});

const isAnyEntry = hasMembers<Pick<Entry, 'n' | 'at' | 'kind' | 'direction' | 'connection'>>({
  n: isCount,
  at: isNumber,
  // A later version may have kinds that this one does not know.
  kind: (kind): kind is Entry['kind'] => isText(kind),
  direction: isOneOf(['sent', 'received', 'local']),
  connection: isOptional(isText),
});
/** What an entry has beside is looked at by who reads it: there are as many shapes as kinds, and more to come. */
const isEntry = (value: unknown): value is Entry => isAnyEntry(value);
