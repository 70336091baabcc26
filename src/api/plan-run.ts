import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { selectScenarios } from '../plan/select.ts';
import { planOf } from '../plan/shard.ts';
import type { Role } from '../protocol/message.ts';
import { roles } from '../run/roles.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { ScenarioOf } from '../scenario/scenario.ts';
import type { ChoiceOptions } from './options.ts';
import { searchOf } from './search-order.ts';
import { selectionOf } from './selection.ts';

/** Reads the suites and chooses from them; throws a UsageError or a CorpusError for a choice that makes no sense. */
export async function planRun<R extends Role>(role: R, options: ChoiceOptions): Promise<RunPlan<ScenarioOf[R]>> {
  const register = readRegister();
  const corpus = await loadCorpus(role, register, options.suites);
  const { search, only } = await searchOf(options, register.seed, corpus);
  const selection = await selectionOf(options, only, role);
  const scenarios = selectScenarios(corpus, register, selection, new Set(Object.keys(roles[role].invariants)));
  return { register, corpus, search, ...planOf(corpus, scenarios, undefined) };
}
