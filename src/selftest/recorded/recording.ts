import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isObject } from '../../protocol/codec.ts';
import type { FinishedRun } from '../../run/run-endpoint.ts';

/** Read as often as it is written, and written while others wait for the processor. */
const LEVEL = 3;
const ENDING = '.json.gz';

const fileOf = (folder: string, key: string): string => join(folder, `${key}${ENDING}`);

/** Keeps a run under a key; whoever reads at the same time sees all of it or nothing. */
export function keepRun(folder: string, key: string, { result, transcripts }: FinishedRun): void {
  mkdirSync(folder, { recursive: true });
  const file = fileOf(folder, key);
  const part = `${file}.${process.pid}-${threadId}`;
  writeFileSync(part, gzipSync(JSON.stringify({ result, transcripts }), { level: LEVEL }));
  renameSync(part, file);
}

/** The run that is kept under a key; undefined where there is none, or none that can be read. */
export function keptRun(folder: string, key: string): FinishedRun | undefined {
  try {
    // A broken file fails its checksum.
    const value: unknown = JSON.parse(gunzipSync(readFileSync(fileOf(folder, key))).toString('utf8'));
    return isRun(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRun = (value: unknown): value is FinishedRun =>
  isObject(value) && isObject(value['result']) && Array.isArray(value['transcripts']);

/** Removes all but the runs of some keys, and what a process that was ended left half written. */
export function forgetOthers(folder: string, keys: ReadonlySet<string>): void {
  const kept = new Set([...keys].map((key) => `${key}${ENDING}`));
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (!kept.has(file)) rmSync(join(folder, file), { force: true });
}
