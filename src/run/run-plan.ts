import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import { planOf, type Shard } from '../plan/shard.ts';
import type { Result } from '../result/result.ts';
import type { EndpointScenario, Scenario } from '../scenario/scenario.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';

/** What a run is to drive, made out before anything is sent. */
export interface RunPlan<S extends Scenario = EndpointScenario> {
  readonly register: Register;
  readonly corpus: Corpus<S>;
  /** In the order in which they are driven, controls first. */
  readonly scenarios: readonly S[];
  /** How generated cases are searched. */
  readonly search: SearchOrder;
  /** What its result says of them. */
  readonly extent: Result['plan'];
}

/** A plan to drive all of a corpus. */
export const wholePlan = <S extends Scenario>(register: Register, corpus: Corpus<S>, search: SearchOrder): RunPlan<S> => ({
  register,
  corpus,
  search,
  ...planOf(corpus, corpus.scenarios, undefined),
});

/** One shard of a plan, the whole of it for none. */
export const partOf = <S extends Scenario>(plan: RunPlan<S>, shard: Shard | undefined): RunPlan<S> => ({
  ...plan,
  ...planOf(plan.corpus, plan.scenarios, shard),
});
