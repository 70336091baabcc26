import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import { assessVariation } from './assess.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import type { DriveTrial } from './trial-run.ts';
import { trialService } from './trial-service.ts';
import { deviationsOf, named, type Trials, VARIATION_RUNS, variationIn } from './trials.ts';
import { tryServiceFault } from './try-service-fault.ts';

const drive: DriveTrial<ServiceScenario, ServiceSeamWrap> = ({ deviations, corpus, pace, cases }) =>
  trialService(
    deviations.map(({ wrap }) => wrap),
    pace,
    corpus,
    cases === undefined ? {} : { cases },
  );

/** Trials of the reference service. */
export async function serviceTrials(): Promise<Trials> {
  const [corpus, faults, variations] = await Promise.all([
    loadCorpus('service', readRegister()),
    loadFaults('service'),
    loadVariations('service'),
  ]);
  return {
    fault: async (name, { pace, whole }, through) => {
      const fault = named(faults, name);
      const deviations = deviationsOf(fault, variations);
      return tryServiceFault(fault, corpus, whole, (some) => through(drive)({ deviations, corpus: some, pace }));
    },
    variations: async (names, { pace }, through) => {
      const some = names.map((name) => named(variations, name));
      const run = await through(drive)({ deviations: some.map(variationIn), corpus, pace, cases: VARIATION_RUNS });
      return some.map((variation) => assessVariation(variation, run));
    },
  };
}
