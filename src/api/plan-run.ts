import { type Corpus, loadCorpus } from '../plan/corpus.ts';
import { type Register, readRegister } from '../plan/register.ts';
import { selectScenarios } from '../plan/select.ts';
import { planOf, type Shard } from '../plan/shard.ts';
import type { Role } from '../protocol/message.ts';
import type { Result } from '../result/result.ts';
import { roles } from '../run/roles.ts';
import type { EndpointScenario, Scenario, ScenarioOf } from '../scenario/scenario.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';
import type { ChoiceOptions } from './options.ts';
import { searchOf } from './search-order.ts';
import { selectionOf } from './selection.ts';

/** What a run is to drive, made out before anything is sent. */
export interface RunPlan<S extends Scenario = EndpointScenario> {
  readonly register: Register;
  readonly corpus: Corpus<S>;
  /** In the order in which they are driven, controls first. */
  readonly scenarios: readonly S[];
  readonly search: SearchOrder;
  /** What its result says of them. */
  readonly extent: Result['plan'];
}

/** Reads the suites and chooses from them; throws a UsageError or a CorpusError for a choice that makes no sense. */
export async function planRun<R extends Role>(role: R, options: ChoiceOptions): Promise<RunPlan<ScenarioOf[R]>> {
  const register = readRegister();
  const corpus = await loadCorpus(role, register, options.suites);
  const { search, only } = await searchOf(options, register.seed, corpus);
  const selection = await selectionOf(options, only, role);
  const scenarios = selectScenarios(corpus, register, selection, new Set(Object.keys(roles[role].invariants)));
  return { register, corpus, search, ...planOf(corpus, scenarios, undefined) };
}

/** One shard of a plan, the whole of it for none. */
export const partOf = <S extends Scenario>(plan: RunPlan<S>, shard: Shard | undefined): RunPlan<S> => ({
  ...plan,
  ...planOf(plan.corpus, plan.scenarios, shard),
});
