import type { FaultAssessment, VariationAssessment } from './assess.ts';

/** The trials of one role, by the names of its faults and variations; the pace is that of its order. */
export interface Trials {
  fault(name: string, pace: number): Promise<FaultAssessment>;
  variation(name: string, pace: number): Promise<VariationAssessment>;
}

/** The one of a name; throws where there is none. */
export function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`none of ${all.length} is called ${name}`);
  return found;
}

/** What lies around the seams when a fault is tried: the variation in which it is planted, if any, and the fault itself. */
export function wrapsOf<W>(
  fault: { readonly plantedIn?: string; readonly wrap: W },
  variations: readonly { readonly name: string; readonly wrap: W }[],
): readonly W[] {
  const ground = variations.filter(({ name }) => name === fault.plantedIn);
  return [...ground.map(({ wrap }) => wrap), fault.wrap];
}
