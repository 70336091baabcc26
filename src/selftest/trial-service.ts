import { PassThrough } from 'node:stream';
import type { StartService } from '../candidate/service-process.ts';
import { type Corpus, loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { type Profile, serviceProfile } from '../protocol/profile.ts';
import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import { startService } from '../reference/service/service.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { wholePlan } from '../run/run-plan.ts';
import { REFERENCE } from '../run/run-record.ts';
import { runService } from '../run/run-service.ts';
import { makeStageCertificates, type StageCertificates } from '../run/stage-certificates.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import { searchOrder } from '../scenario/service-peer.ts';
import { systemClock } from '../transcript/clock.ts';

/** One process of the candidate for each set, all of them within this one. */
const SIDE_BY_SIDE = 12;

/** One for all trials of a process: making it takes as long as ten handshakes. */
let certificates: Promise<StageCertificates> | undefined;

/** The reference service within this process: it must be as little in the way of the stage as a process of its own. */
export const withinThisProcess =
  (wraps: readonly ServiceSeamWrap[]): StartService =>
  ({ home, apiUrl }) => {
    const events = new PassThrough();
    const started = startService({ home, apiUrl, events, wraps });
    return {
      write: (lines) => void events.write(lines),
      ended: started.then(
        async (service) => {
          await service.ended;
          return 'the end of its input';
        },
        (error: unknown) => `it could not be started (${String(error)})`,
      ),
      output: () => '',
      stop: async () => {
        await (await started.catch(() => null))?.stop();
      },
    };
  };

/** All periods of so many seconds: short ones are legal, and no clock is scaled. */
function profileOf(seconds: number): Profile {
  const periods = { scheduledRateSeconds: seconds, keepAliveSeconds: seconds, connectionPeriodSeconds: seconds };
  return { ...serviceProfile, properties: { ...serviceProfile.properties, ...periods, sendTimeoutMs: seconds * 500 } };
}

/** Runs the service suites, or some of their scenarios, against the reference with some wraps around its seams, its periods of so many seconds. */
export async function trialService(
  wraps: readonly ServiceSeamWrap[],
  seconds: number,
  some?: Corpus<ServiceScenario>,
  { seed, cases }: { readonly seed?: number; readonly cases?: number } = {},
): Promise<FinishedRun> {
  const register = readRegister();
  const corpus = some ?? (await loadCorpus('service', register));
  certificates ??= makeStageCertificates();
  return runService({
    start: withinThisProcess(wraps),
    command: 'the reference service',
    ...wholePlan(register, corpus, searchOrder(seed ?? register.seed, cases)),
    profile: profileOf(seconds),
    label: REFERENCE,
    replayOf: (id) => id,
    clock: systemClock,
    signal: new AbortController().signal,
    concurrency: SIDE_BY_SIDE,
    certificates: await certificates,
    // The selftest itself tries again, alone and slower, what its first trial left open.
    drivesAgain: false,
  });
}
