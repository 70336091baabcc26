import type { EndpointCandidate } from '../candidate/endpoint-candidate.ts';
import { acceptedCandidate, type GivenDescriptor } from '../candidate/given-endpoints.ts';
import { embeddedCandidate } from '../candidate/reference-candidate.ts';
import { serviceCandidate } from '../candidate/service-candidate.ts';
import { UsageError } from '../candidate/usage-error.ts';
import type { GateTerms } from '../gate/gate.ts';
import { readable } from '../peer/netbackup/sourced-descriptor.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import { claimRunFolder } from '../run/run-folder.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { driveEndpoint, type RunContext } from './drive-endpoint.ts';
import { driveService } from './drive-service.ts';
import type { EndpointRunOptions, RunOptions, ServiceRunOptions } from './options.ts';
import { planRun } from './plan-run.ts';
import { profileOf } from './profile-of.ts';
import { reachOf } from './reach-of.ts';
import { endpointReplay, serviceReplay } from './replay-command.ts';
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
  const own = descriptors.length === 0 ? null : await givenGroup(descriptors, options);
  const replayOf = (id: string, isFound: boolean) => endpointReplay(descriptors, options, id, isFound);
  return {
    ...plan,
    terms,
    carryOut: async (surroundings) => {
      const candidate: EndpointCandidate = own ?? (await embeddedCandidate());
      try {
        return await driveEndpoint({ ...plan, candidate, profile, options, replayOf }, surroundings);
      } finally {
        await candidate.stop();
      }
    },
  };
}

/** The user's own endpoints, of one group; throws a UsageError for what NetBackup's dialog would refuse, so that nothing is sent. */
async function givenGroup(given: readonly GivenDescriptor[], options: EndpointRunOptions): Promise<EndpointCandidate> {
  const candidate = await acceptedCandidate(given, reachOf(options));
  const groups = [...new Set(readable(candidate.descriptors).map(({ groupId }) => groupId))];
  if (groups.length > 1) {
    const got = `${groups.length} (${groups.slice(0, 3).join(', ')})`;
    throw new UsageError(`descriptors: expected endpoints of one groupId, got ${got}; run each group by itself.`);
  }
  return candidate;
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
