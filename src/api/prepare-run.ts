import type { GateTerms } from '../gate/gate.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { claimRunFolder } from '../run/run-folder.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Candidate, embeddedCandidate, givenCandidate } from './candidate.ts';
import { driveEndpoint, type RunContext } from './drive-endpoint.ts';
import { driveService } from './drive-service.ts';
import type { EndpointRunOptions, RunOptions, ServiceRunOptions } from './options.ts';
import { planRun } from './plan-run.ts';
import { profileOf } from './profile-of.ts';
import { endpointReplay, serviceReplay } from './replay-command.ts';
import { serviceCandidate } from './service-candidate.ts';
import { gateTermsOf } from './terms-of.ts';

/** A run that only waits to be carried out: everything that the user may have got wrong has been looked at. */
export interface PreparedRun extends Pick<RunPlan<Scenario>, 'register' | 'scenarios'> {
  readonly terms: GateTerms;
  carryOut(surroundings: RunContext): Promise<FinishedRun>;
}

/** Reads all that options name and sends nothing but requests for descriptors; throws a UsageError for what makes no sense. */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  const prepared = options.role === 'endpoint' ? await prepareEndpoint(options) : await prepareService(options);
  if (options.output !== undefined) claimRunFolder(options.output);
  return prepared;
}

async function prepareEndpoint(options: EndpointRunOptions): Promise<PreparedRun> {
  const { descriptors = [] } = options;
  const plan = await planRun('endpoint', options);
  const terms = gateTermsOf(options, 'endpoint', plan.corpus);
  const profile = profileOf(options);
  const own = descriptors.length === 0 ? null : await givenCandidate(descriptors, options);
  const replayOf = (id: string, isFound: boolean) => endpointReplay(descriptors, options, id, isFound);
  return {
    ...plan,
    terms,
    carryOut: async (surroundings) => {
      const candidate: Candidate = own ?? (await embeddedCandidate());
      try {
        return await driveEndpoint({ ...plan, candidate, profile, options, replayOf }, surroundings);
      } finally {
        await candidate.stop();
      }
    },
  };
}

async function prepareService(options: ServiceRunOptions): Promise<PreparedRun> {
  const { command = [] } = options;
  const plan = await planRun('service', options);
  const candidate = serviceCandidate(command);
  const replayOf = (id: string, isFound: boolean) => serviceReplay(command, options, id, isFound);
  return {
    ...plan,
    terms: gateTermsOf(options, 'service', plan.corpus),
    carryOut: (surroundings) => driveService({ ...plan, candidate, options, replayOf }, surroundings),
  };
}
