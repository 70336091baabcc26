import type { Fault, Variation } from '../reference/fault.ts';
import { checksOf } from '../result/checks-of.ts';
import type { CheckResult } from '../result/result.ts';
import { isMet, isNews } from '../result/verdict.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { Entry, EntryOf } from '../transcript/entry.ts';

/** A check that a trial turned red, or that warned. */
export interface RedCheck {
  readonly id: string;
  readonly requirement: string;
  readonly reason: string;
}

/** What a fault's trial shows. */
export interface FaultAssessment {
  readonly name: string;
  readonly breaks: Fault['breaks'];
  /** The check that told the named requirement for the named reason; null for a survivor. */
  readonly killedBy: string | null;
  /** Requirements that turned red, or warned anew, and are not in the declared cascade: `requirement (reason)`. */
  readonly collateral: readonly string[];
  readonly red: readonly RedCheck[];
  /** True where our own delay kept a check from telling anything. */
  readonly isLagged: boolean;
}

/** What a variation's trial shows. */
export interface VariationAssessment {
  readonly name: string;
  /** Checks that told something of a candidate that does nothing wrong. */
  readonly alarms: readonly string[];
  /** True where the oddity is in the transcripts: a variation that does nothing proves nothing. */
  readonly isSeen: boolean;
  /** True where our own delay kept a check from telling anything. */
  readonly isLagged: boolean;
}

/** The reason of a check that our own delay has spoilt (contracts.md §6). */
const LAGGED = 'runner-lagged';
/** Of a run's time: where more of it was our own delay, a search had too few cases, and what we waited for may have come in time. */
const SPOILING_SHARE = 0.25;

/** True where our own delay may have made the difference, be it to a check or to how much was driven at all. */
function isLagged({ result, transcripts }: FinishedRun): boolean {
  if (checksOf(result).some(({ reason }) => reason === LAGGED)) return true;
  // Side by side each drive notes the same delay.
  const delays = new Map(transcripts.flatMap(({ entries }) => entries.filter(isDelay).map(({ at, lagMs }) => [at, lagMs])));
  const delayed = [...delays.values()].reduce((sum, lagMs) => sum + lagMs, 0);
  return delayed > result.durationMs * SPOILING_SHARE;
}

const isDelay = (entry: Entry): entry is EntryOf<'lag'> => entry.kind === 'lag';

/** What is untestable follows from what a fault has broken, and kills nothing. */
const isSeenRed = ({ verdict }: CheckResult): boolean => isMet(verdict) && isNews(verdict);

/** Judges a fault's trial by the gates of the kill matrix: the named requirement, for the named reason, and nothing outside its cascade. */
export function assessFault(fault: Fault, run: FinishedRun): FaultAssessment {
  const { result } = run;
  const red = checksOf(result)
    .filter(isSeenRed)
    .map(({ id, requirement, reason }) => ({ id, requirement, reason: reason ?? '' }));
  const { requirement, reason } = fault.breaks;
  const killer = red.find((check) => check.requirement === requirement && check.reason === reason);
  const expected = new Set([requirement, ...fault.cascade]);
  const collateral = red
    .filter((check) => !expected.has(check.requirement))
    .map((check) => `${check.requirement} (${check.reason})`);
  return {
    name: fault.name,
    breaks: fault.breaks,
    killedBy: killer?.id ?? null,
    collateral: [...new Set(collateral)],
    red,
    isLagged: isLagged(run),
  };
}

/** Judges a variation's trial: everything passes, and the oddity was there. */
export function assessVariation(variation: Variation, run: FinishedRun): VariationAssessment {
  const { result, transcripts } = run;
  const alarms = checksOf(result).filter(({ verdict }) => isNews(verdict));
  return {
    name: variation.name,
    alarms: alarms.map(({ id, verdict, reason }) => `${id} ${verdict} (${reason ?? ''})`),
    isSeen: variation.shows(transcripts.flatMap(({ entries }) => entries)),
    isLagged: isLagged(run),
  };
}
