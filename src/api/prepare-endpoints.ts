import { acceptedCandidate, type GivenDescriptor } from '../candidate/given-endpoints.ts';
import { embeddedCandidate } from '../candidate/reference-candidate.ts';
import { type GroupCandidate, groupsOf } from '../candidate/server-groups.ts';
import { partOf } from '../run/run-plan.ts';
import type { EndpointScenario } from '../scenario/scenario.ts';
import { driveEndpoint } from './drive-endpoint.ts';
import { gateOf } from './gate-order.ts';
import type { EndpointRunOptions } from './options.ts';
import { planRun } from './plan-run.ts';
import type { PreparedRun } from './prepared-run.ts';
import { profileOf } from './profile-of.ts';
import { reachOf } from './reach-of.ts';
import { endpointReplay } from './replay-command.ts';
import { reporterChoices } from './report-choices.ts';

/** A run of endpoints as the command line orders it. */
export interface EndpointOrder extends EndpointRunOptions {
  /** The file that the options come from, for commands that drive again. */
  readonly config?: string;
}

/** A run of one server group, or of the embedded reference. */
export interface PreparedGroup extends PreparedRun<EndpointScenario> {
  readonly groupId: string;
  /** Of its own below the output folder of several. */
  readonly folder: string;
}

/**
 * A run for each server group, the embedded reference where no descriptor is given. Of several groups a shard is one of groups, not of
 * scenarios. Throws a UsageError for what makes no sense, and for what NetBackup's dialog would refuse.
 */
export async function prepareGroups(order: EndpointOrder): Promise<readonly PreparedGroup[]> {
  const { descriptors: given = [] } = order;
  const whole = await planRun('endpoint', order);
  const terms = gateOf(order, 'endpoint', whole.corpus);
  const profile = profileOf(order);
  const reporters = reporterChoices(order.reports ?? [], order.output);
  // Before anything that goes out to a candidate.
  const { groups, nameOf } = given.length === 0 ? reference : await groupsGiven(given, order);
  const plan = groups.length > 1 ? whole : partOf(whole, order.shard);
  return groups.map((group) => {
    const names = group?.descriptors.map(nameOf) ?? [];
    const start = async () => group ?? (await embeddedCandidate(profile));
    const replayOf = (output: string | undefined, id: string, isFound: boolean) =>
      endpointReplay(names, order, output, id, isFound);
    return {
      ...{ ...plan, profile, terms, reporters, groupId: group?.groupId ?? '', folder: group?.folder ?? '' },
      drive: (drive) => driveEndpoint({ plan, profile, options: order, start, replayOf }, drive),
    };
  });
}

type Named = GroupCandidate['descriptors'][number];

interface Groups {
  /** Null for the embedded reference. */
  readonly groups: readonly (GroupCandidate | null)[];
  /** How a command line names a descriptor. */
  readonly nameOf: (descriptor: Named) => string;
}

const reference: Groups = { groups: [null], nameOf: ({ source }) => source };

async function groupsGiven(given: readonly GivenDescriptor[], order: EndpointOrder): Promise<Groups> {
  const candidate = await acceptedCandidate(given, reachOf(order));
  // What is no file is to be saved under the name that stands for it.
  const names = given.map((one, index) => (typeof one === 'string' ? one : `descriptor-${index + 1}.json`));
  const byDescriptor = new Map(candidate.descriptors.map((descriptor, index) => [descriptor, names[index]]));
  return { groups: groupsOf(candidate), nameOf: (descriptor) => byDescriptor.get(descriptor) ?? descriptor.source };
}
