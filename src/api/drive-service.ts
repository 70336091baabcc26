import type { ServiceCandidate } from '../candidate/service-candidate.ts';
import { serviceProfile } from '../protocol/profile.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { RunPlan } from '../run/run-plan.ts';
import { runService } from '../run/run-service.ts';
import type { ServiceScenario } from '../scenario/scenario.ts';
import { systemClock } from '../transcript/clock.ts';
import type { RunContext } from './drive-endpoint.ts';
import type { NameOptions, StagingOptions } from './options.ts';

/** More than there are sets: a conforming candidate is little more than waits, and one that never comes is waited for once. */
const CONCURRENCY = 12;

/** A run of a service as it has been made out. */
export interface ServiceDrive extends RunPlan<ServiceScenario> {
  readonly candidate: ServiceCandidate;
  readonly options: NameOptions & StagingOptions;
  readonly replayOf: (scenario: string, isFound: boolean) => string;
}

/** Stages endpoints for a service, drives it and judges it. */
export function driveService(drive: ServiceDrive, surroundings: RunContext): Promise<FinishedRun> {
  const { candidate, options, ...rest } = drive;
  return runService({
    ...surroundings,
    start: candidate.start,
    command: candidate.command,
    ...rest,
    profile: { ...serviceProfile, startupSeconds: options.startup ?? serviceProfile.startupSeconds },
    label: { name: options.name ?? null, build: options.build ?? null, embedded: candidate.embedded },
    clock: systemClock,
    concurrency: options.concurrency ?? CONCURRENCY,
  });
}
