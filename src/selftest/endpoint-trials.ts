import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { assessVariation } from './assess.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { trial } from './trial.ts';
import { named, type Trials, tryFault, VARIATION_RUNS, wrapsOf } from './trials.ts';

/** Trials of the reference endpoint. */
export async function endpointTrials(): Promise<Trials> {
  const register = readRegister();
  const [corpus, faults, variations] = await Promise.all([
    loadCorpus('endpoint', register),
    loadFaults('endpoint'),
    loadVariations('endpoint'),
  ]);
  return {
    async fault(name, timeScale) {
      const fault = named(faults, name);
      return tryFault(fault, corpus, (some) => trial(wrapsOf(fault, variations), some, register, timeScale));
    },
    async variations(names, timeScale) {
      const some = names.map((name) => named(variations, name));
      const wraps = some.map(({ wrap }) => wrap);
      const run = await trial(wraps, corpus, register, timeScale, VARIATION_RUNS);
      return some.map((variation) => assessVariation(variation, run));
    },
  };
}
