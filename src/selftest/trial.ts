import { candidateOf } from '../candidate/reference-candidate.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import { type Authority, makeAuthority } from '../reference/certificates.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import { type FinishedRun, runEndpoint } from '../run/run-endpoint.ts';
import { wholePlan } from '../run/run-plan.ts';
import { REFERENCE } from '../run/run-record.ts';
import { searchOrder } from '../scenario/service-peer.ts';
import { systemClock } from '../transcript/clock.ts';
import { trialProfile } from './trial-profile.ts';

/**
 * How much faster time passes in a trial: an acknowledgement then has 250 ms, of which a quarter, 62 ms, may be our own delay;
 * ordinary round trips take one. Real candidates are never scaled.
 */
export const TRIAL_TIME_SCALE = 0.05;

/** One for all trials of a process: making it takes as long as ten round trips. */
let authority: Authority | undefined;

/** A finished run, and the secrets that nothing of it may show. */
export interface Trial extends FinishedRun {
  readonly tokens: readonly string[];
}

/** Runs a corpus against the reference with some wraps around its seams, all in this process; `runs` is how many cases a search has. */
export async function trial(
  wraps: readonly SeamWrap[],
  corpus: Corpus,
  register: Register,
  timeScale: number = TRIAL_TIME_SCALE,
  runs?: number,
): Promise<Trial> {
  authority ??= await makeAuthority();
  const group = await startEndpointGroup({ wraps, timeScale, authority, byUrl: true });
  try {
    const run = await runEndpoint({
      ...(await candidateOf(group)),
      profile: trialProfile(timeScale),
      ...wholePlan(register, corpus, searchOrder(register.seed, runs)),
      label: REFERENCE,
      replayOf: (id) => id,
      clock: systemClock,
      signal: new AbortController().signal,
    });
    return { ...run, tokens: group.store.tokens };
  } finally {
    await group.stop();
  }
}
