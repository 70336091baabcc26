import { createHash } from 'node:crypto';
import type { Transcript } from '../transcript/entry.ts';
import { writeTranscript } from '../transcript/jsonl.ts';

/** The file of a transcript, relative to the run's folder: its name is a scenario's id, never anything from the wire. */
export const fileNameOf = (scenario: string): string => `transcripts/${scenario}.jsonl`;

/** The name of the transcript of a drive that was repeated alone. */
export const sharedName = (scenario: string): string => `${scenario}.shared`;

/** Made once: what lies on disk is what the result names by its digest, whatever comes later. */
const made = new WeakMap<Transcript, Buffer>();

/** A transcript as it lies on disk. */
export function bytesOf(transcript: Transcript): Buffer {
  const bytes = made.get(transcript) ?? Buffer.from(writeTranscript(transcript));
  made.set(transcript, bytes);
  return bytes;
}

/** The file of a transcript and the digest of its bytes. */
export function fileOf(transcript: Transcript): { file: string; sha256: string } {
  const sha256 = createHash('sha256').update(bytesOf(transcript)).digest('hex');
  return { file: fileNameOf(transcript.header.scenario), sha256 };
}
