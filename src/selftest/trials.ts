import type { Corpus } from '../plan/corpus.ts';
import type { Role } from '../protocol/message.ts';
import type { Fault } from '../reference/fault.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { assessFault, type FaultAssessment, type VariationAssessment } from './assess.ts';
import type { TrialOrder } from './trial-order.ts';
import type { Deviation, Through } from './trial-run.ts';

/** How a trial is made. */
export type HowTried = Pick<TrialOrder, 'pace' | 'whole'>;

/** The trials of one role, by the names of its faults and variations. */
export interface Trials {
  fault(name: string, how: HowTried, through: Through): Promise<FaultAssessment>;
  /** All of them at once in one candidate. */
  variations(names: readonly string[], how: HowTried, through: Through): Promise<readonly VariationAssessment[]>;
}

/** A false alarm of a search would show in a tenth of its usual cases: most of them are about the candidate's habits, not about the case. */
export const VARIATION_RUNS = 20;

/** The one of a name; throws where there is none. */
export function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`none of ${all.length} is called ${name}`);
  return found;
}

/** Tries a fault without volume and search first: they are for what nothing shorter has shown. */
export async function tryFault<S extends Scenario>(
  fault: Fault,
  corpus: Corpus<S>,
  run: (corpus: Corpus<S>) => Promise<FinishedRun>,
): Promise<FaultAssessment> {
  const withoutLong = { ...corpus, scenarios: corpus.scenarios.filter(({ phase }) => !phase.startsWith('long')) };
  const short = assessFault(fault, await run(withoutLong));
  return short.killedBy === null ? assessFault(fault, await run(corpus)) : short;
}

/** What lies around the seams when a fault is tried: the variation in which it is planted, if any, and the fault itself. */
export function deviationsOf<W>(
  fault: { readonly name: string; readonly role: Role; readonly plantedIn?: string; readonly wrap: W },
  variations: readonly { readonly name: string; readonly role: Role; readonly wrap: W }[],
): readonly Deviation<W>[] {
  const ground = variations.filter(({ name }) => name === fault.plantedIn);
  return [...ground.map(variationIn), { file: `faults/${fault.role}/${fault.name}`, wrap: fault.wrap }];
}

/** A variation with its file. */
export const variationIn = <W>({
  name,
  role,
  wrap,
}: {
  readonly name: string;
  readonly role: Role;
  readonly wrap: W;
}): Deviation<W> => ({
  file: `variations/${role}/${name}`,
  wrap,
});
