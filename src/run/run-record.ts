import { readFileSync } from 'node:fs';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';
import type { Result } from '../result/result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunPlan } from './run-plan.ts';

/** How a candidate is called in results, and whether it is the reference that comes along. */
export type CandidateLabel = Pick<Result['candidate'], 'name' | 'build' | 'embedded'>;

/** What the reference is called when it is only tried. */
export const REFERENCE: CandidateLabel = { name: null, build: null, embedded: true };

/** What a result says that no transcript can tell. */
export type RunRecord = Pick<Result, 'tool' | 'role' | 'candidate' | 'plan' | 'seed' | 'startedAt' | 'durationMs' | 'complete'>;

/** What only the end of a run shows. */
export interface RunEnd extends Pick<RunRecord, 'durationMs' | 'complete'> {
  /** When it began, in milliseconds since the Unix epoch. */
  readonly epochMs: number;
  /** Redacted. */
  readonly descriptors: Result['candidate']['descriptors'];
}

/** The version of this package. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string };
  return version;
}

/** The record of a run that has ended. */
export function runRecord(
  role: Role,
  { register, corpus, extent, search }: RunPlan<Scenario>,
  label: CandidateLabel,
  { epochMs, descriptors, durationMs, complete }: RunEnd,
): RunRecord {
  const digests = { registerDigest: register.digest, suiteDigest: corpus.digest };
  return {
    tool: { name: 'nbwss-conformance', version: version(), ...digests },
    role,
    candidate: { ...label, descriptors, tls: null },
    plan: extent,
    seed: search.seed,
    startedAt: new Date(epochMs).toISOString(),
    durationMs,
    complete,
  };
}
