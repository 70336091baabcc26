import { type Hooks, wireHooks } from '../candidate/hooks.ts';
import type { Trust } from '../peer/dial.ts';
import { WireServicePeer } from '../peer/netbackup/netbackup-peer.ts';
import { readable, type SourcedDescriptor } from '../peer/netbackup/sourced-descriptor.ts';
import { seatsOf } from '../peer/netbackup/tokens.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import type { RunListener } from '../result/events.ts';
import type { Result, ScenarioResult } from '../result/result.ts';
import { isRed } from '../result/verdict.ts';
import type { RunContext } from '../scenario/run-context.ts';
import type { Transcript } from '../transcript/entry.ts';
import { LagMeter } from '../transcript/lag-meter.ts';
import { type EntryListener, Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { carryOutDrive } from './carry-out.ts';
import { Judge } from './judge.ts';
import { roles } from './roles.ts';
import type { RunPlan } from './run-plan.ts';
import { type CandidateLabel, runRecord } from './run-record.ts';

export interface EndpointRun extends RunPlan, Pick<RunContext, 'clock' | 'profile' | 'signal'> {
  /** Of one group. */
  readonly descriptors: readonly SourcedDescriptor[];
  readonly trust: Trust;
  readonly hooks: Hooks;
  readonly label: CandidateLabel;
  readonly replayOf: (scenario: string, isFound: boolean) => string;
  /** How long a candidate that has died is waited for, in seconds; default: not at all. */
  readonly waitFor?: number;
  readonly listener?: RunListener;
  readonly trace?: EntryListener;
}

export interface FinishedRun {
  readonly result: Result;
  /** Every transcript of the run, the one between scenarios last. */
  readonly transcripts: readonly Transcript[];
}

/** Drives the scenarios against one group, one after another, and judges each when it ends. */
export async function runEndpoint(options: EndpointRun): Promise<FinishedRun> {
  const { descriptors, profile, scenarios, clock, signal, register, label, listener = () => {} } = options;
  const zero = clock.now();
  const epochMs = clock.wall();
  const redactor = new Redactor();
  const endpoints = readable(descriptors);
  const group = seatsOf(endpoints);
  const recorderFor = (scenario: string) =>
    new Recorder({ transcript: 1, scenario, role: 'endpoint', epochMs, group }, clock, zero, redactor, options.trace);
  const between = recorderFor('run');
  const peer = new WireServicePeer(
    {
      descriptors,
      trust: options.trust,
      hooks: wireHooks(options.hooks),
      search: options.search,
      ...(options.waitFor === undefined ? {} : { favourMs: options.waitFor * 1000 }),
      profile,
      clock,
      redactor,
      signal,
    },
    between,
  );
  let current = between;
  const lag = new LagMeter(clock, () => [current]);
  const judge = new Judge(roles.endpoint, register, profile, options.replayOf);
  const transcripts: Transcript[] = [];
  listener({
    type: 'run-begins',
    candidate: label.name ?? group[0]?.url ?? descriptors[0]?.source ?? '',
    embedded: label.embedded,
    scenarios: scenarios.map(({ id }) => id),
  });
  lag.start();
  try {
    for (const [index, scenario] of scenarios.entries()) {
      const place = { number: index + 1, of: scenarios.length };
      if (signal.aborted || judge.brokenControl(scenario) !== undefined) {
        listener({ type: 'scenario-ends', scenario: judge.scenario(scenario, null), ...place });
        continue;
      }
      listener({ type: 'scenario-begins', id: scenario.id, title: scenario.title, ...place });
      current = recorderFor(scenario.id);
      peer.recordInto(current);
      // Whatever state a drive leaves behind that did not come to its end, the next scenario begins with a connection of its own.
      if (!(await carryOutDrive(scenario.drive(peer), current, clock, signal))) peer.cut();
      lag.sample();
      const { transcript } = current;
      transcripts.push(transcript);
      // What is judged is complete: its digest stands in the result.
      current = between;
      peer.recordInto(between);
      const judged = judge.scenario(scenario, transcript);
      // A connection on which something went wrong would make the next scenario tell it again.
      if (isRed(judged.verdict)) await peer.close();
      listener({ type: 'scenario-ends', scenario: judged, ...place });
      if (index === 0) listener({ type: 'estimate', seconds: estimateSeconds(judged, scenarios.length - 1) });
    }
    await peer.close();
  } finally {
    lag.stop();
    peer.cut();
  }
  const spare = between.transcript.entries.length === 0 ? null : between.transcript;
  // Loaded only now, and only where we have said anything: the schemas and their compiler cost more than the rest of the start-up.
  const hasSpoken = transcripts.some(({ entries }) =>
    entries.some(({ kind, direction }) => kind === 'message' && direction === 'sent'),
  );
  const ownBreach = hasSpoken ? (await import('./own-side.ts')).breachOf('service') : () => undefined;
  const result = judge.finish(
    runRecord('endpoint', options, label, {
      epochMs,
      descriptors: endpoints.map((endpoint) => masked(endpoint, endpoints)),
      durationMs: Math.round(clock.now() - zero),
      complete: !signal.aborted,
    }),
    spare,
    ownBreach,
  );
  listener({ type: 'run-ends', result });
  return { result, transcripts: spare === null ? transcripts : [...transcripts, spare] };
}

/** A scenario makes three exchanges on average; the first control made one. */
const EXCHANGES_PER_SCENARIO = 3;

const estimateSeconds = ({ durationMs }: ScenarioResult, remaining: number): number =>
  (durationMs * EXCHANGES_PER_SCENARIO * remaining) / 1000;

function masked(descriptor: Descriptor, all: readonly Descriptor[]): Record<string, unknown> {
  const place = seatsOf(all).findIndex(({ url }) => url === descriptor.url) + 1;
  return { ...descriptor, token: `⟦token ${place}⟧` };
}
