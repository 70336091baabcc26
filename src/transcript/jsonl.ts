import type { Entry, Transcript, TranscriptHeader } from './entry.ts';

/** A transcript as JSON Lines: the header, then one entry a line. */
export function writeTranscript(transcript: Transcript): string {
  return `${[transcript.header, ...transcript.entries].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** Reads what {@link writeTranscript} wrote; throws an Error that names the source and the line that is not a transcript's. */
export function readTranscript(text: string, source: string): Transcript {
  const lines = text.split('\n').filter((line) => line !== '');
  const values = lines.map((line, index) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      throw new Error(`${source} line ${index + 1}: expected one JSON object, got ${line.slice(0, 40)}; run the suite again.`);
    }
  });
  const header = values[0] as TranscriptHeader | undefined;
  if (header?.transcript !== 1) {
    throw new Error(
      `${source}: expected a transcript header of version 1 in line 1, got ${lines[0]?.slice(0, 60) ?? 'nothing'}.`,
    );
  }
  return { header, entries: values.slice(1) as readonly Entry[] };
}
