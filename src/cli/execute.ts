import { seatsOf } from '../peer/service/tokens.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Register } from '../plan/register.ts';
import type { Plan } from '../plan/shard.ts';
import type { Profile } from '../protocol/profile.ts';
import { runEndpoint } from '../run/run-endpoint.ts';
import type { EndpointScenario } from '../scenario/scenario.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';
import { systemClock } from '../transcript/clock.ts';
import type { Transcript } from '../transcript/entry.ts';
import type { Candidate } from './candidate.ts';
import { type Among, conclude } from './conclude.ts';
import type { RunFlags } from './flags.ts';
import type { GateOrder } from './gate-order.ts';
import type { ReporterChoice } from './run-options.ts';
import { toolOf } from './tool.ts';
import { waitForPort } from './wait-for-port.ts';

/** A run of endpoints as the command line has made it out. */
export interface Execution {
  readonly candidate: Candidate;
  readonly register: Register;
  readonly corpus: Corpus;
  readonly plan: Plan<EndpointScenario>;
  readonly profile: Profile;
  readonly flags: RunFlags;
  readonly gate: GateOrder;
  readonly reporters: readonly ReporterChoice[];
  readonly search: SearchOrder;
  readonly replayOf: (scenario: string, isFound: boolean) => string;
  /** Where it is one of several groups side by side. */
  readonly among?: Among;
}

/** Drives, judges, reports and writes one run of endpoints; gives its exit code. */
export async function execute(execution: Execution): Promise<number> {
  const startUpMs = performance.now();
  const { candidate, register, corpus, plan, profile, flags, gate, reporters, search, replayOf, among } = execution;
  try {
    const conclusion = { flags, gate, reporters, register, timing: timing(startUpMs), ...(among === undefined ? {} : { among }) };
    return await conclude(conclusion, async (surroundings) => {
      const [first] = seatsOf(candidate.descriptors);
      if (flags.waitFor !== undefined && first !== undefined) await waitForPort(first.url, flags.waitFor, surroundings.signal);
      return runEndpoint({
        ...candidate,
        ...surroundings,
        profile,
        register,
        scenarios: plan.scenarios,
        record: {
          tool: toolOf(register, corpus),
          role: 'endpoint',
          candidate: { name: flags.name ?? null, build: flags.build ?? null, embedded: candidate.embedded },
          plan: plan.record,
          seed: search.seed,
        },
        search,
        replayOf,
        clock: systemClock,
      });
    });
  } finally {
    await candidate.stop();
  }
}

/** How the time was spent: a run should be little more than its waits for the candidate. */
const timing =
  (startUpMs: number) =>
  (durationMs: number, transcripts: readonly Transcript[]): string => {
    const timers = transcripts.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'timer');
    const waitedMs = timers.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
    const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
    return `${seconds(durationMs)}, of which ${seconds(waitedMs)} waiting for the candidate; start-up ${seconds(startUpMs)}`;
  };
