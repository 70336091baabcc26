import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsedJson } from '../protocol/parsed-json.ts';
import { hasMembers, isAnything, isListOf, isNumber, isOneOf, isOptional, isOrNull, isText } from '../protocol/shape.ts';
import { type Result, runVerdicts } from '../result/result.ts';

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
    const index = parsedJson(readFileSync(file, 'utf8'));
    return isIndex(index) ? index : null;
  } catch {
    return null;
  }
}

const isIndex = hasMembers<RunIndex>({
  schemaVersion: (version): version is 1 => version === 1,
  runs: isListOf(
    hasMembers<IndexedRun>({
      // The folders that we make beside an index; nothing that leads elsewhere.
      folder: (name): name is string => isText(name) && /^[a-z0-9][a-z0-9-]*$/.test(name),
      groupId: isOptional(isText),
      verdict: isOrNull(isOneOf(runVerdicts)),
      exitCode: isOrNull(isNumber),
    }),
  ),
  shard: isOptional(isText),
  groups: isOptional(isListOf(isText)),
  flaky: isOptional(isListOf(isAnything)),
});
