import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { SeamWrap } from '../reference/endpoint/seams.ts';
import type { EndpointScenario } from '../scenario/scenario.ts';
import { assessVariation } from './assess.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { trial } from './trial.ts';
import type { DriveTrial } from './trial-run.ts';
import { deviationsOf, named, type Trials, tryFault, VARIATION_RUNS, variationIn } from './trials.ts';

/** Trials of the reference endpoint. */
export async function endpointTrials(): Promise<Trials> {
  const register = readRegister();
  const [corpus, faults, variations] = await Promise.all([
    loadCorpus('endpoint', register),
    loadFaults('endpoint'),
    loadVariations('endpoint'),
  ]);
  const drive: DriveTrial<EndpointScenario, SeamWrap> = ({ deviations, corpus: some, pace, cases }) =>
    trial(
      deviations.map(({ wrap }) => wrap),
      some,
      register,
      pace,
      cases,
    );
  return {
    async fault(name, { pace }, through) {
      const fault = named(faults, name);
      const deviations = deviationsOf(fault, variations);
      return tryFault(fault, corpus, (some) => through(drive)({ deviations, corpus: some, pace }));
    },
    async variations(names, { pace }, through) {
      const some = names.map((name) => named(variations, name));
      const run = await through(drive)({ deviations: some.map(variationIn), corpus, pace, cases: VARIATION_RUNS });
      return some.map((variation) => assessVariation(variation, run));
    },
  };
}
