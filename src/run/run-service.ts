import { randomBytes } from 'node:crypto';
import pLimit, { type LimitFunction } from 'p-limit';
import type { StartService } from '../candidate/service-process.ts';
import { CANDIDATE_GONE } from '../peer/waits.ts';
import { groupBy } from '../protocol/group-by.ts';
import type { RunListener } from '../result/events.ts';
import type { RunContext } from '../scenario/run-context.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import type { Transcript } from '../transcript/entry.ts';
import { LagMeter } from '../transcript/lag-meter.ts';
import { type EntryListener, Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { FloodMeter } from './flood-meter.ts';
import { Judge } from './judge.ts';
import { roles } from './roles.ts';
import type { FinishedRun } from './run-endpoint.ts';
import type { RunPlan } from './run-plan.ts';
import { type CandidateLabel, runRecord } from './run-record.ts';
import { SecondDrives } from './second-drives.ts';
import { driveSet, type ServiceRunContext, type StagedScenario } from './service-set.ts';
import { makeStageCertificates, type StageCertificates } from './stage-certificates.ts';

export interface ServiceRun extends RunPlan<ServiceScenario>, Pick<RunContext, 'clock' | 'profile' | 'signal'> {
  /** The command as a person reads it. */
  readonly command: string;
  readonly start: StartService;
  readonly label: CandidateLabel;
  readonly replayOf: (scenario: string, isFound: boolean) => string;
  /** How many processes of the candidate run side by side. */
  readonly concurrency: number;
  /** Those of the endpoints; default: made for this run. */
  readonly certificates?: StageCertificates;
  /** False where time is too short for a second drive to tell more: in selftest. */
  readonly drivesAgain?: boolean;
  readonly listener?: RunListener;
  readonly trace?: EntryListener;
}

/** Twelve characters: more than the beginning by which a secret is found, in each of its encodings. */
const TOKEN_HEAD_BYTES = 9;

/** Stages endpoints for a candidate service: sets of scenarios side by side, each set against a process of its own. */
export async function runService(options: ServiceRun): Promise<FinishedRun> {
  const { profile, scenarios, clock, signal, register, label, listener = () => {} } = options;
  const zero = clock.now();
  const epochMs = clock.wall();
  const redactor = new Redactor();
  const flood = new FloodMeter(CANDIDATE_GONE);
  const heard: EntryListener = (entry, header) => {
    options.trace?.(entry, header);
    flood.count(entry, between);
  };
  const recorderFor = (scenario: string) =>
    new Recorder({ transcript: 1, scenario, role: 'service', epochMs, group: [] }, clock, zero, redactor, heard);
  const between: Recorder = recorderFor('run');
  const live = new Set<Recorder>();
  const lag = new LagMeter(clock, () => [between, ...live]);
  const tokenHead = randomBytes(TOKEN_HEAD_BYTES).toString('base64');
  const [nextProcess, nextNumber] = [numbered(), numbered()];
  const run = {
    ...options,
    ...(options.certificates ?? (await makeStageCertificates())),
    redactor,
    flood: flood.signal,
    tokenHead,
    between,
    live,
    nextProcess,
    nextConnection: () => `c${nextNumber()}`,
  };
  const judge = new Judge(roles.service, register, profile, options.replayOf);
  const limit = pLimit(options.concurrency);
  const candidate = label.name ?? options.command;
  listener({ type: 'run-begins', candidate, embedded: label.embedded, scenarios: scenarios.map(({ id }) => id) });
  const recorders = new Map(scenarios.map(({ id }) => [id, recorderFor(id)]));
  const transcripts: Transcript[] = [];
  lag.start();
  try {
    const drives = driveAll(scenarios, recorders, limit, run);
    const driven = async ({ id }: ServiceScenario) => {
      await drives.over.get(id);
      lag.sample();
      return recorders.get(id)?.transcript ?? null;
    };
    const alone = async (scenario: ServiceScenario): Promise<Transcript> => {
      const recorder = recorderFor(scenario.id);
      await limit(() => driveSet(scenario.set, [{ scenario, recorder, over: () => {} }], run));
      return recorder.transcript;
    };
    const mayDrive = () => options.drivesAgain !== false && !signal.aborted && !flood.signal.aborted;
    const all = new SecondDrives(scenarios, judge, driven, alone, mayDrive);
    for (const [index, scenario] of scenarios.entries()) {
      const place = { number: index + 1, of: scenarios.length };
      listener({ type: 'scenario-begins', id: scenario.id, title: scenario.title, ...place });
      const { counts, shared } = await all.of(scenario);
      for (const transcript of [counts, shared]) if (transcript !== null) transcripts.push(transcript);
      listener({ type: 'scenario-ends', scenario: judge.scenario(scenario, counts, shared), ...place });
    }
    await drives.ended;
  } finally {
    lag.stop();
  }
  const spare = between.transcript;
  const { breachOf } = await import('./own-side.ts');
  const result = judge.finish(
    runRecord('service', options, label, {
      epochMs,
      descriptors: [],
      durationMs: Math.round(clock.now() - zero),
      complete: !signal.aborted,
    }),
    spare,
    breachOf('endpoint'),
  );
  listener({ type: 'run-ends', result });
  return { result, transcripts: [...transcripts, spare] };
}

interface Drives {
  /** Settles for each scenario when its transcript is complete. */
  readonly over: ReadonlyMap<string, Promise<void>>;
  /** Settles when every process has ended. */
  readonly ended: Promise<unknown>;
}

/** Plays all sets, as many side by side as the limit allows. */
function driveAll(
  scenarios: readonly ServiceScenario[],
  recorders: ReadonlyMap<string, Recorder>,
  limit: LimitFunction,
  run: ServiceRunContext,
): Drives {
  const over = new Map<string, Promise<void>>();
  const parts = scenarios.flatMap((scenario): readonly StagedScenario[] => {
    const recorder = recorders.get(scenario.id);
    if (recorder === undefined) return [];
    let settle = () => {};
    const complete = new Promise<void>((resolve) => {
      settle = resolve;
    });
    over.set(scenario.id, complete);
    return [{ scenario, recorder, over: settle }];
  });
  // What takes longest begins first, where not all can begin at once.
  const isLong = (own: readonly StagedScenario[]) => own.some(({ scenario }) => scenario.phase.startsWith('long'));
  const sets = [...groupBy(parts, ({ scenario }) => scenario.set)].sort(
    ([, one], [, other]) => Number(isLong(other)) - Number(isLong(one)),
  );
  const played = sets.map(([set, own]) =>
    limit(async () => {
      try {
        if (!run.signal.aborted) await driveSet(set, own, run);
      } finally {
        for (const part of own) part.over();
      }
    }),
  );
  const ended = Promise.all(played);
  // It is awaited last: an error of ours is not to end the process before.
  ended.catch(() => {});
  return { over, ended };
}

function numbered(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}
