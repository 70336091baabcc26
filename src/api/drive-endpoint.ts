import type { EndpointCandidate } from '../candidate/endpoint-candidate.ts';
import { waitForPort } from '../candidate/wait-for-port.ts';
import { readable } from '../peer/netbackup/sourced-descriptor.ts';
import { seatsOf } from '../peer/netbackup/tokens.ts';
import type { Profile } from '../protocol/profile.ts';
import type { RunListener } from '../result/events.ts';
import { type FinishedRun, runEndpoint } from '../run/run-endpoint.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { systemClock } from '../transcript/clock.ts';
import type { EntryListener } from '../transcript/recorder.ts';
import type { EndpointOptions, NameOptions } from './options.ts';

/** What a run is given by whoever started it. */
export interface RunContext {
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  readonly trace?: EntryListener;
}

/** A run of endpoints as it has been made out. */
export interface EndpointDrive extends RunPlan {
  readonly candidate: EndpointCandidate;
  readonly profile: Profile;
  readonly options: NameOptions & Pick<EndpointOptions, 'waitFor'>;
  readonly replayOf: (scenario: string, isFound: boolean) => string;
}

/** Waits for a group of endpoints where that was asked for, drives it and judges it. */
export async function driveEndpoint(drive: EndpointDrive, surroundings: RunContext): Promise<FinishedRun> {
  const { candidate, options, ...rest } = drive;
  const [first] = seatsOf(readable(candidate.descriptors));
  if (options.waitFor !== undefined && first !== undefined) await waitForPort(first.url, options.waitFor, surroundings.signal);
  return runEndpoint({
    ...candidate,
    ...surroundings,
    ...rest,
    label: { name: options.name ?? null, build: options.build ?? null, embedded: candidate.embedded },
    clock: systemClock,
  });
}
