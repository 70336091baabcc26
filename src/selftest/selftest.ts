import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { roles } from '../run/roles.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';
import { type Assessments, makeAttempts, type RecordingOrder } from './attempts.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { company, interspersed, slowestFirst } from './order-of-trials.ts';
import { TRIAL_TIME_SCALE } from './trial.ts';
import type { Candidate } from './trial-order.ts';
import { named } from './trials.ts';

/** Everything that the kill matrix shows. */
export interface Selftest {
  readonly faults: readonly FaultAssessment[];
  readonly variations: readonly VariationAssessment[];
  /** Checks that no fault turned red: they have never been seen to fail. */
  readonly neverRed: readonly string[];
  /** Checked requirements that no fault breaks by name, alone with its cascade. */
  readonly withoutOwnFault: readonly string[];
  /** Candidates that were tried a second time, alone and slower, because the first trial left something open. */
  readonly triedAgain: readonly string[];
  /** Candidates that our own delay kept from being judged, even when nothing else was tried: nothing is said of them. */
  readonly lagged: readonly string[];
  /** How many trials were driven, and how many judged again from recordings. */
  readonly driven: number;
  readonly judgedAgain: number;
  readonly milliseconds: number;
}

export interface SelftestOptions {
  /** As in {@link TrialOrder}. */
  readonly whole?: boolean;
  /** Where runs are kept; default: nowhere. */
  readonly recordings?: RecordingOrder;
}

interface Pace {
  /** More than there are cores: most of a trial is waiting. */
  readonly workers: number;
  readonly first: number;
  /** Slower than a first trial: what was our own delay then is none now. */
  readonly second: number;
  /** So few at a time that it keeps no core busy. */
  readonly secondAtATime: number;
}

/** The drives of a service are little more than waits for its periods, of which a second is the least that is legal. */
const paces: Readonly<Record<Role, Pace>> = {
  endpoint: { workers: 5, first: TRIAL_TIME_SCALE, second: 0.25, secondAtATime: 2 },
  service: { workers: 13, first: 1, second: 2, secondAtATime: 5 },
};

/**
 * Runs the suites of a role against every fault and variation of its reference. What a first trial leaves open is tried again, slower and
 * with few at a time; what our own delay still kept from being judged, once more with nothing beside it.
 */
export async function selftest(role: Role, { whole = false, recordings }: SelftestOptions = {}): Promise<Selftest> {
  const from = performance.now();
  const pace = paces[role];
  const [faults, variations] = await Promise.all([loadFaults(role), loadVariations(role)]);
  const { scenarios } = await loadCorpus(role, readRegister());
  const all = interspersed<Candidate>(
    slowestFirst(faults, scenarios).map(({ name }) => ({ fault: name })),
    company(variations).map((some) => ({ variations: some.map(({ name }) => name) })),
    2 * pace.workers,
  );
  const attempts = await makeAttempts(role, whole, scenarios, recordings);
  try {
    const first = await attempts.make(all, { pace: pace.first, atATime: pace.workers });
    const open = openOf(first);
    const second = await attempts.make(candidatesOf(open), { pace: pace.second, atATime: pace.secondAtATime });
    const third = await attempts.makeAnew(candidatesOf(laggedOf(openOf(second))), { pace: pace.second, atATime: 1 });
    const lagged = laggedOf(openOf(third));
    attempts.forgetOthers(namesOf(lagged));
    return await summed(role, {
      faults: faults.map(({ name }) => named([...third.faults, ...second.faults, ...first.faults], name)),
      variations: variations.map(({ name }) => named([...third.variations, ...second.variations, ...first.variations], name)),
      triedAgain: namesOf(open),
      lagged: namesOf(lagged),
      ...attempts.counted(),
      milliseconds: Math.round(performance.now() - from),
    });
  } finally {
    attempts.stop();
  }
}

const openOf = ({ faults, variations }: Assessments): Assessments => ({
  faults: faults.filter((assessment) => !isTold(assessment)),
  variations: variations.filter((assessment) => !isInPeace(assessment)),
});
const laggedOf = ({ faults, variations }: Assessments): Assessments => ({
  faults: faults.filter(({ isLagged }) => isLagged),
  variations: variations.filter(({ isLagged }) => isLagged),
});
const namesOf = ({ faults, variations }: Assessments): readonly string[] => [...faults, ...variations].map(({ name }) => name);
const candidatesOf = ({ faults, variations }: Assessments): readonly Candidate[] => [
  ...faults.map(({ name }) => ({ fault: name })),
  ...variations.map(({ name }) => ({ variations: [name] })),
];

const isTold = ({ killedBy, collateral }: FaultAssessment): boolean => killedBy !== null && collateral.length === 0;

const isInPeace = ({ alarms, isSeen }: VariationAssessment): boolean => alarms.length === 0 && isSeen;

async function summed(role: Role, tried: Omit<Selftest, 'neverRed' | 'withoutOwnFault'>): Promise<Selftest> {
  const { faults, lagged } = tried;
  const { scenarios } = await loadCorpus(role, readRegister());
  const checks = [
    ...scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`)),
    ...Object.keys(roles[role].invariants).map((row) => `run:${row}`),
  ];
  const red = new Set(faults.flatMap((fault) => fault.red.map(({ id }) => id)));
  const own = new Set(faults.filter(isTold).map(({ breaks }) => breaks.requirement));
  const requirements = [...new Set(checks.map((id) => id.slice(id.lastIndexOf(':') + 1)))];
  // What a fault would have turned red that could not be judged, nobody knows.
  const isKnown = !faults.some(({ name }) => lagged.includes(name));
  return {
    ...tried,
    neverRed: checks.filter((id) => isKnown && !red.has(id)),
    withoutOwnFault: requirements.filter((row) => isKnown && !own.has(row)),
  };
}

/** What is wrong with the suites, one sentence each; none when every gate holds. Of what could not be judged nothing is said. */
export function objections({ lagged, neverRed, withoutOwnFault, ...tried }: Selftest): readonly string[] {
  const isJudged = ({ name }: { readonly name: string }) => !lagged.includes(name);
  const [faults, variations] = [tried.faults.filter(isJudged), tried.variations.filter(isJudged)];
  return [
    ...faults
      .filter(({ killedBy }) => killedBy === null)
      .map(
        ({ name, breaks, red }) =>
          `survivor: ${name} should fail ${breaks.requirement} (${breaks.reason}); red: ${red.map(({ id, reason }) => `${id} (${reason})`).join(', ') || 'nothing'}`,
      ),
    ...faults
      .filter(({ collateral }) => collateral.length > 0)
      .map(({ name, collateral }) => `collateral: ${name} also turned red ${collateral.join(', ')}`),
    ...variations
      .filter(({ alarms }) => alarms.length > 0)
      .map(({ name, alarms }) => `false alarm: ${name} conforms, and was told ${alarms.join(', ')}`),
    ...variations.filter(({ isSeen }) => !isSeen).map(({ name }) => `not seen: the oddity of ${name} is in no transcript`),
    ...neverRed.map((id) => `never red: ${id} failed under no fault`),
    ...withoutOwnFault.map((row) => `no fault of its own: ${row}`),
  ];
}
