import { isObject } from '../protocol/codec.ts';
import { parsedJson } from '../protocol/parsed-json.ts';
import type { Entry, Transcript, TranscriptHeader } from './entry.ts';

/** A transcript as JSON Lines: the header, then one entry a line. */
export function writeTranscript(transcript: Transcript): string {
  return `${[transcript.header, ...transcript.entries].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Reads what {@link writeTranscript} wrote; throws an Error that names the source and the line that is not a transcript's. */
export function readTranscript(text: string, source: string): Transcript {
  const [header, ...entries] = text
    .split('\n')
    .flatMap((line, index) => (line === '' ? [] : [readLine(line, `${source} line ${index + 1}`)]));
  if (header === undefined || header.transcript !== 1) {
    const got = header === undefined ? 'an empty file' : JSON.stringify(header).slice(0, 60);
    throw new Error(`${source}: expected a transcript header of version 1 in its first line, got ${got}; run the suite again.`);
  }
  return { header: header as unknown as TranscriptHeader, entries: entries as unknown as readonly Entry[] };
}

function readLine(line: string, where: string): Readonly<Record<string, unknown>> {
  const value = parsedJson(line);
  if (isObject(value)) return value;
  throw new Error(`${where}: expected one JSON object, got ${line.slice(0, 40)}; run the suite again.`);
}
