import type { Scenario } from '../scenario/scenario.ts';
import type { Corpus } from './corpus.ts';
import { CorpusError } from './corpus-error.ts';
import { withControls } from './select.ts';

/** One of several runs that share the work. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export const shardName = ({ index, of }: Shard): string => `${index}/${of}`;

/** The scenarios that one run drives, and what its result says of them. */
export interface Plan<S extends Scenario> {
  readonly scenarios: readonly S[];
  readonly extent: { readonly selected: number; readonly of: number; readonly shard: string | null; whole?: string[] };
}

/**
 * Of the selected scenarios, those of one shard: every n-th, so that long ones are spread, and the controls that these rely on.
 * Throws a CorpusError where there is nothing for some shard to do.
 */
export function planOf<S extends Scenario>(corpus: Corpus<S>, selected: readonly S[], shard: Shard | undefined): Plan<S> {
  const of = corpus.scenarios.length;
  if (shard === undefined) return { scenarios: selected, extent: { selected: selected.length, of, shard: null } };
  const own = withControls(selected, new Set(shareOf(selected, shard, 'scenarios')));
  const whole = selected.map(({ id }) => id);
  return { scenarios: own, extent: { selected: own.length, of, shard: shardName(shard), whole } };
}

/** Every n-th of what is to be shared; throws a CorpusError where there is less of it than there are shards. */
export function shareOf<T>(all: readonly T[], shard: Shard, what: string): readonly T[] {
  if (all.length < shard.of)
    throw new CorpusError(
      `--shard ${shardName(shard)}: expected at least ${shard.of} ${what} to share, got ${all.length}; use at most ${all.length} shards.`,
    );
  return all.filter((_one, position) => position % shard.of === shard.index - 1);
}
