import pLimit from 'p-limit';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { roles } from '../run/roles.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { company, interspersed, slowestFirst } from './order-of-trials.ts';
import { TRIAL_TIME_SCALE } from './trial.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';
import { named } from './trials.ts';
import { startWorkers, type Workers } from './workers.ts';

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
  readonly milliseconds: number;
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

/** Runs the suites of a role against every fault and variation of its reference; `whole` as in {@link TrialOrder}. */
export async function selftest(role: Role, whole = false): Promise<Selftest> {
  const from = performance.now();
  const { workers: atATime, first: pace, second: secondPace, secondAtATime } = paces[role];
  const [faults, variations] = await Promise.all([loadFaults(role), loadVariations(role)]);
  const { scenarios } = await loadCorpus(role, readRegister());
  const order = (candidate: TrialOrder['candidate']): TrialOrder => ({ role, candidate, pace, whole });
  const orders = interspersed(
    slowestFirst(faults, scenarios).map(({ name }) => order({ fault: name })),
    company(variations).map((some) => order({ variations: some.map(({ name }) => name) })),
    2 * atATime,
  );
  const workers = await startWorkers(atATime);
  try {
    const first = assessmentsOf(await carryOut(orders, workers, atATime));
    const open = {
      faults: first.faults.filter((assessment) => !isTold(assessment)).map(({ name }) => name),
      variations: first.variations.filter((assessment) => !isInPeace(assessment)).map(({ name }) => name),
    };
    const again = [...open.faults.map((fault) => ({ fault })), ...open.variations.map((name) => ({ variations: [name] }))];
    const second = assessmentsOf(
      await carryOut(
        again.map((candidate) => ({ ...order(candidate), pace: secondPace })),
        workers,
        secondAtATime,
      ),
    );
    return await summed(role, {
      faults: faults.map(({ name }) => named([...second.faults, ...first.faults], name)),
      variations: variations.map(({ name }) => named([...second.variations, ...first.variations], name)),
      triedAgain: [...open.faults, ...open.variations],
      milliseconds: Math.round(performance.now() - from),
    });
  } finally {
    workers.stop();
  }
}

function carryOut(orders: readonly TrialOrder[], workers: Workers, atATime: number): Promise<readonly TrialReport[]> {
  const limit = pLimit(atATime);
  return Promise.all(orders.map((order) => limit(() => workers.carryOut(order))));
}

const assessmentsOf = (reports: readonly TrialReport[]): Pick<Selftest, 'faults' | 'variations'> => ({
  faults: reports.flatMap((report) => (report.kind === 'fault' ? [report.assessment] : [])),
  variations: reports.flatMap((report) => (report.kind === 'variations' ? report.assessments : [])),
});

const isTold = ({ killedBy, collateral }: FaultAssessment): boolean => killedBy !== null && collateral.length === 0;

const isInPeace = ({ alarms, isSeen }: VariationAssessment): boolean => alarms.length === 0 && isSeen;

async function summed(
  role: Role,
  tried: Pick<Selftest, 'faults' | 'variations' | 'triedAgain' | 'milliseconds'>,
): Promise<Selftest> {
  const { faults } = tried;
  const { scenarios } = await loadCorpus(role, readRegister());
  const checks = [
    ...scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`)),
    ...Object.keys(roles[role].invariants).map((row) => `run:${row}`),
  ];
  const red = new Set(faults.flatMap((fault) => fault.red.map(({ id }) => id)));
  const own = new Set(faults.filter(isTold).map(({ breaks }) => breaks.requirement));
  const requirements = [...new Set(checks.map((id) => id.slice(id.lastIndexOf(':') + 1)))];
  return {
    ...tried,
    neverRed: checks.filter((id) => !red.has(id)),
    withoutOwnFault: requirements.filter((row) => !own.has(row)),
  };
}

/** What is wrong with the suites, one sentence each; none when every gate holds. */
export function objections({ faults, variations, neverRed, withoutOwnFault }: Selftest): readonly string[] {
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
