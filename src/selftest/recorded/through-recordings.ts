import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Register } from '../../plan/register.ts';
import type { Role } from '../../protocol/message.ts';
import { rejudge } from '../../run/rejudge.ts';
import type { FinishedRun } from '../../run/run-endpoint.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Through, TrialRun } from '../trial-run.ts';
import { BuiltModules } from './built-modules.ts';
import { decisionsOf } from './decisions.ts';
import { keepRun, keptRun } from './recording.ts';
import type { WireDigests } from './wire-digests.ts';

/** Where runs of trials are kept, and whether they are given again. */
export interface Recordings {
  readonly folder: string;
  readonly digests: WireDigests;
  /** `none`: all is driven, and kept. `some`: what is not kept is driven, and kept. `all`: what is not kept is a {@link NotKept}. */
  readonly gives: 'none' | 'some' | 'all';
}

/** Nothing that is kept tells how this run would go. */
export class NotKept extends Error {}

/** The folder of a role's recordings. */
export const folderOf = (folder: string, role: Role): string => join(folder, role);

const modules = new BuiltModules();

/**
 * Keeps what is driven, and gives what is kept: judged again from its transcripts, as `rejudge` does it. It is driven again where its key
 * is new, and where the verdicts would have let something else go on. The keys that were used go to `used`.
 */
export function throughRecordings(role: Role, register: Register, recordings: Recordings, used: Set<string>): Through {
  const { digests, gives } = recordings;
  const folder = folderOf(recordings.folder, role);
  return (drive) => async (run) => {
    const key = keyOf(role, run, digests);
    used.add(key);
    const kept = gives === 'none' ? undefined : keptRun(folder, key);
    const again = kept === undefined ? undefined : judgedAgain(kept, run, register);
    if (again !== undefined) return again;
    if (gives === 'all') throw new NotKept();
    const finished = await drive(run);
    keepRun(folder, key, finished);
    return finished;
  };
}

function judgedAgain<S extends Scenario, W>(
  { result, transcripts }: FinishedRun,
  { corpus }: TrialRun<S, W>,
  register: Register,
): FinishedRun | undefined {
  const byName = new Map(transcripts.map((transcript) => [transcript.header.scenario, transcript]));
  const again = rejudge({ result, transcripts: byName }, corpus, register);
  return decisionsOf(again) === decisionsOf(result) ? { result: again, transcripts } : undefined;
}

/** A digest of everything that shapes the wire of a run. */
function keyOf<S extends Scenario, W>(
  role: Role,
  { deviations, corpus, pace, cases }: TrialRun<S, W>,
  digests: WireDigests,
): string {
  const parts = {
    role,
    every: digests.every,
    deviations: deviations.map(({ file }) => [file, modules.digest([`fixtures/${file}.js`])]),
    pace,
    cases: cases ?? null,
    drives: corpus.scenarios.map(({ id }) => [id, driveDigest(digests, id)]),
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function driveDigest({ drives }: WireDigests, id: string): string {
  const digest = drives[id];
  if (digest === undefined) throw new Error(`${id}: expected a digest of its drive, got none`);
  return digest;
}
