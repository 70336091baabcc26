import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INDEX, type RunIndex } from '../run/run-index.ts';

/** Writes the index of a folder of runs. */
export function writeIndex(folder: string, index: RunIndex): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, INDEX), `${JSON.stringify(index, null, 2)}\n`);
}
