import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { assessFault, assessVariation } from './assess.ts';
import { loadFaults, loadVariations } from './candidates.ts';
import { trial } from './trial.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';

/** The process in which trials run: takes an order, gives a report, one after another, until its parent goes away. */
const register = readRegister();
const [corpus, faults, variations] = await Promise.all([loadCorpus('endpoint', register), loadFaults(), loadVariations()]);

/** A false alarm of a search would show in a tenth of its usual cases: most of them are about the candidate's habits, not about the case. */
const VARIATION_RUNS = 20;
const withoutLong = { ...corpus, scenarios: corpus.scenarios.filter(({ phase }) => !phase.startsWith('long')) };

async function carryOut({ kind, name, timeScale }: TrialOrder): Promise<TrialReport> {
  const from = performance.now();
  const took = () => Math.round(performance.now() - from);
  if (kind === 'fault') {
    const fault = faults.find((candidate) => candidate.name === name);
    if (fault === undefined) throw new Error(`no fault is called ${name}`);
    const ground = variations.filter((variation) => variation.name === fault.plantedIn);
    const wraps = [...ground.map(({ wrap }) => wrap), fault.wrap];
    const short = assessFault(fault, (await trial(wraps, withoutLong, register, timeScale)).result);
    // Volume and search are for what nothing shorter has shown.
    const assessment =
      short.killedBy === null ? assessFault(fault, (await trial(wraps, corpus, register, timeScale)).result) : short;
    return { kind, assessment, milliseconds: took() };
  }
  const variation = variations.find((candidate) => candidate.name === name);
  if (variation === undefined) throw new Error(`no variation is called ${name}`);
  const run = await trial([variation.wrap], corpus, register, timeScale, VARIATION_RUNS);
  return { kind, assessment: assessVariation(variation, run), milliseconds: took() };
}

process.on('message', (order: TrialOrder) => {
  carryOut(order).then(
    (report) => process.send?.({ report }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
