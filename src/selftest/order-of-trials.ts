import type { Fault, Variation } from '../reference/fault.ts';
import type { Scenario } from '../scenario/scenario.ts';

/**
 * Variations two and two, such as wrap different seams, so that each is to be seen: half as many trials of everything. An alarm of two
 * is no verdict yet: each of them is then tried alone.
 */
export function company<V extends Pick<Variation, 'wrap'>>(variations: readonly V[]): readonly (readonly V[])[] {
  const pairs: V[][] = [];
  for (const variation of variations) {
    const partner = pairs.find((pair) => pair.length === 1 && pair.every((one) => seamOf(one) !== seamOf(variation)));
    if (partner === undefined) pairs.push([variation]);
    else partner.push(variation);
  }
  return pairs;
}

const seamOf = ({ wrap }: Pick<Variation, 'wrap'>): string => Object.keys(wrap).join();

/** First those whose row no short scenario checks: whatever tells them takes a search, or a run of everything. */
export function slowestFirst<F extends Pick<Fault, 'breaks'>>(
  faults: readonly F[],
  scenarios: readonly Pick<Scenario, 'phase' | 'checks'>[],
): readonly F[] {
  const short = scenarios.filter(({ phase }) => !phase.startsWith('long'));
  const isSlow = ({ breaks }: F) => !short.some(({ checks }) => Object.hasOwn(checks, breaks.requirement));
  return [...faults.filter(isSlow), ...faults.filter((fault) => !isSlow(fault))];
}

/** The large ones evenly among the small ones, so that they are never all under way at once, and none comes last; some small ones first. */
export function interspersed<T>(small: readonly T[], large: readonly T[], lead: number): readonly T[] {
  const rest = small.slice(lead);
  const each = Math.max(1, Math.floor(rest.length / (large.length + 1)));
  const left = [...large];
  const mixed = rest.flatMap((one, index) => [one, ...left.splice(0, (index + 1) % each === 0 ? 1 : 0)]);
  return [...small.slice(0, lead), ...mixed, ...left];
}
