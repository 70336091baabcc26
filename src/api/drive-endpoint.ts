import type { EndpointCandidate } from '../candidate/endpoint-candidate.ts';
import { waitForPort } from '../candidate/wait-for-port.ts';
import { readable } from '../peer/netbackup/sourced-descriptor.ts';
import { seatsOf } from '../peer/netbackup/tokens.ts';
import type { Profile } from '../protocol/profile.ts';
import { type FinishedRun, runEndpoint } from '../run/run-endpoint.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { systemClock } from '../transcript/clock.ts';
import type { EndpointOptions, NameOptions } from './options.ts';
import type { DriveOrder } from './prepared-run.ts';

/** A run of endpoints as it has been made out. */
export interface EndpointDrive {
  readonly plan: RunPlan;
  readonly profile: Profile;
  readonly options: NameOptions & Pick<EndpointOptions, 'waitFor'>;
  readonly start: () => Promise<EndpointCandidate>;
  /** A command that drives a scenario again, of a run that went to a folder. */
  readonly replayOf: (output: string | undefined, scenario: string, isFound: boolean) => string;
}

/** Waits for a group of endpoints where that was asked for, drives it and judges it. */
export async function driveEndpoint(drive: EndpointDrive, { output, ...order }: DriveOrder): Promise<FinishedRun> {
  const { plan, profile, options, start, replayOf } = drive;
  const candidate = await start();
  try {
    const [first] = seatsOf(readable(candidate.descriptors));
    if (options.waitFor !== undefined && first !== undefined) await waitForPort(first.url, options.waitFor, order.signal);
    return await runEndpoint({
      ...candidate,
      ...order,
      ...plan,
      profile,
      label: { name: options.name ?? null, build: options.build ?? null, embedded: candidate.embedded },
      ...(options.waitFor === undefined ? {} : { waitFor: options.waitFor }),
      clock: systemClock,
      replayOf: (scenario, isFound) => replayOf(output, scenario, isFound),
    });
  } finally {
    await candidate.stop();
  }
}
