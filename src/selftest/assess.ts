import type { Fault, Variation } from '../reference/fault.ts';
import { checksOf } from '../result/checks-of.ts';
import type { CheckResult, Result } from '../result/result.ts';
import { isMet, isNews } from '../result/verdict.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';

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
const isLagged = (result: Result): boolean => checksOf(result).some(({ reason }) => reason === LAGGED);

/** What is untestable follows from what a fault has broken, and kills nothing. */
const isSeenRed = ({ verdict }: CheckResult): boolean => isMet(verdict) && isNews(verdict);

/** Judges a fault's trial by the gates of the kill matrix: the named requirement, for the named reason, and nothing outside its cascade. */
export function assessFault(fault: Fault, result: Result): FaultAssessment {
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
    isLagged: isLagged(result),
  };
}

/** Judges a variation's trial: everything passes, and the oddity was there. */
export function assessVariation(variation: Variation, { result, transcripts }: FinishedRun): VariationAssessment {
  const alarms = checksOf(result).filter(({ verdict }) => isNews(verdict));
  return {
    name: variation.name,
    alarms: alarms.map(({ id, verdict, reason }) => `${id} ${verdict} (${reason ?? ''})`),
    isSeen: variation.shows(transcripts.flatMap(({ entries }) => entries)),
    isLagged: isLagged(result),
  };
}
