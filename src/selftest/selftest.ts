import pLimit from 'p-limit';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { Role } from '../protocol/message.ts';
import { roles } from '../run/roles.ts';
import type { FaultAssessment, VariationAssessment } from './assess.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { TRIAL_TIME_SCALE } from './trial.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';
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
  const orders: readonly TrialOrder[] = interspersed(
    faults.map(({ name }) => ({ role, kind: 'fault', name, pace, whole }) as const),
    variations.map(({ name }) => ({ role, kind: 'variation', name, pace, whole }) as const),
    2 * atATime,
  );
  const workers = await startWorkers(atATime);
  try {
    const first = await carryOut(orders, workers, atATime);
    const open = orders.filter((_order, index) => !isSettled(first[index]));
    const second = await carryOut(
      open.map((order) => ({ ...order, pace: secondPace })),
      workers,
      secondAtATime,
    );
    const reports = first.map((report, index) => {
      const again = open.indexOf(orders[index] ?? (orders[0] as TrialOrder));
      return again < 0 ? report : (second[again] ?? report);
    });
    return await summed(
      role,
      reports,
      open.map(({ name }) => name),
      performance.now() - from,
    );
  } finally {
    workers.stop();
  }
}

/**
 * The large ones evenly among the small ones, so that they are never all under way at once, and none comes last; the first few are small,
 * since a worker's first trials are its slowest.
 */
function interspersed(small: readonly TrialOrder[], large: readonly TrialOrder[], lead: number): readonly TrialOrder[] {
  const rest = small.slice(lead);
  const each = Math.max(1, Math.floor(rest.length / (large.length + 1)));
  const left = [...large];
  const mixed = rest.flatMap((order, index) => [order, ...left.splice(0, (index + 1) % each === 0 ? 1 : 0)]);
  return [...small.slice(0, lead), ...mixed, ...left];
}

function carryOut(orders: readonly TrialOrder[], workers: Workers, atATime: number): Promise<readonly TrialReport[]> {
  const limit = pLimit(atATime);
  return Promise.all(orders.map((order) => limit(() => workers.carryOut(order))));
}

function isSettled(report: TrialReport | undefined): boolean {
  if (report === undefined) return false;
  if (report.kind === 'fault') return report.assessment.killedBy !== null && report.assessment.collateral.length === 0;
  return report.assessment.alarms.length === 0 && report.assessment.isSeen;
}

async function summed(
  role: Role,
  reports: readonly TrialReport[],
  triedAgain: readonly string[],
  milliseconds: number,
): Promise<Selftest> {
  const faults = reports.flatMap((report) => (report.kind === 'fault' ? [report.assessment] : []));
  const variations = reports.flatMap((report) => (report.kind === 'variation' ? [report.assessment] : []));
  const { scenarios } = await loadCorpus(role, readRegister());
  const checks = [
    ...scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`)),
    ...Object.keys(roles[role].invariants).map((row) => `run:${row}`),
  ];
  const red = new Set(faults.flatMap((fault) => fault.red.map(({ id }) => id)));
  const own = new Set(
    faults
      .filter(({ killedBy, collateral }) => killedBy !== null && collateral.length === 0)
      .map(({ breaks }) => breaks.requirement),
  );
  const requirements = [...new Set(checks.map((id) => id.slice(id.lastIndexOf(':') + 1)))];
  return {
    faults,
    variations,
    neverRed: checks.filter((id) => !red.has(id)),
    withoutOwnFault: requirements.filter((row) => !own.has(row)),
    triedAgain,
    milliseconds: Math.round(milliseconds),
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
