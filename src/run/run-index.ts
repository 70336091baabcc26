import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../result/result.ts';

/** The file that names the runs of a folder that has several. */
export const INDEX = 'index.json';

/** What it says. */
export interface RunIndex {
  readonly schemaVersion: 1;
  readonly runs: readonly IndexedRun[];
  /** `i/n` where n calls share the groups; all of these, in the order in which they were given. */
  readonly shard?: string;
  readonly groups?: readonly string[];
  /** Checks that came to different verdicts over repeated runs. */
  readonly flaky?: readonly unknown[];
}

export interface IndexedRun {
  /** Beside the index. */
  readonly folder: string;
  /** Of the endpoints that were driven. */
  readonly groupId?: string;
  /** Null where the run was not come to. */
  readonly verdict: Result['verdict'] | null;
  readonly exitCode: number | null;
}

/** The index of a folder, null where it has none that is ours. */
export function readIndex(folder: string): RunIndex | null {
  const file = join(folder, INDEX);
  if (!existsSync(file)) return null;
  try {
    const index = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunIndex> | null;
    const isOurs =
      index?.schemaVersion === 1 && Array.isArray(index.runs) && index.runs.every(({ folder: name }) => isName(name));
    return isOurs ? (index as RunIndex) : null;
  } catch {
    return null;
  }
}

/** The folders that we make beside an index; nothing that leads elsewhere. */
const isName = (name: unknown): boolean => typeof name === 'string' && /^[a-z0-9][a-z0-9-]*$/.test(name);
