import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { TRIAL_TIME_SCALE, trial } from '../selftest/trial.ts';

/** A whole run against an endpoint that upgrades and stays silent, to one against a healthy endpoint; time runs scaled in both. */
export async function muteToHealthy(): Promise<readonly string[]> {
  const register = readRegister();
  const corpus = await loadCorpus('endpoint', register);
  await trial([], corpus, register);
  const healthy = await wall(() => trial([], corpus, register));
  const mute = await wall(() => trial([{ answer: () => () => [] }], corpus, register));
  const scale = `its one wait of 10 s at scale ${TRIAL_TIME_SCALE}`;
  return [
    `mute endpoint / healthy endpoint, whole run: ${(mute / healthy).toFixed(2)} (${Math.round(mute)} ms, ${scale}, against ${Math.round(healthy)} ms)`,
  ];
}

async function wall(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}
