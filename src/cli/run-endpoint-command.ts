import { planRun } from '../api/plan-run.ts';
import { profileOf } from '../api/profile-of.ts';
import { reachOf } from '../api/reach-of.ts';
import { endpointReplay } from '../api/replay-command.ts';
import { acceptedCandidate } from '../candidate/given-endpoints.ts';
import { embeddedCandidate } from '../candidate/reference-candidate.ts';
import { type GroupCandidate, groupsOf } from '../candidate/server-groups.ts';
import { claimRunFolder } from '../run/run-folder.ts';
import { partOf } from '../run/run-plan.ts';
import type { Among } from './conclude.ts';
import { withConfig } from './config.ts';
import { dryRun } from './dry-run.ts';
import { type Execution, execute } from './execute.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { repeated } from './repeated.ts';
import { reporterChoices } from './run-options.ts';
import { sideBySide } from './side-by-side.ts';

/** `run endpoint`: drives one group of endpoints, or several side by side, and gives the exit code (contracts.md §1). */
export async function runEndpointCommand(
  files: readonly string[],
  given: RunFlags,
  isGiven: (flag: string) => boolean,
): Promise<number> {
  const flags = await withConfig(given, isGiven);
  // Before anything that goes out to a candidate.
  const order = await orderOf(flags);
  const groups = files.length === 0 ? [] : groupsOf(await acceptedCandidate(files, reachOf(flags)));
  if (flags.dryRun === true) {
    const plan = groups.length > 1 ? order : partOf(order, flags.shard);
    const each = groups.length > 1 ? `${groups.length} groups, of each:\n` : '';
    process.stdout.write(`${each}${await dryRun(plan, order.profile)}`);
    return 0;
  }
  if (groups.length > 1) return sideBySide(groups, flags, (group, own, among) => runOnce(order, group, own, among));
  const [group = null] = groups;
  if (flags.repeat === undefined) return runOnce(order, group, flags);
  return repeated(flags, (output) => runOnce(order, group, { ...flags, output }));
}

/** What is to be done, whoever the candidate is. */
type Order = Omit<Execution, 'candidate' | 'flags' | 'replayOf' | 'among'>;

async function orderOf(flags: RunFlags): Promise<Order> {
  const plan = await planRun('endpoint', flags);
  const gate = gateOf(flags, 'endpoint', plan.corpus);
  return { ...plan, profile: profileOf(flags), reporters: reporterChoices(flags.reporter, flags.output), gate };
}

/** Runs one group, null for the embedded reference; `among` where it is one of several. */
async function runOnce(order: Order, group: GroupCandidate | null, flags: RunFlags, among?: Among): Promise<number> {
  const own = { ...order, ...partOf(order, flags.shard) };
  claimRunFolder(flags.output);
  const candidate = group ?? (await embeddedCandidate());
  const replayOf = (id: string, isFound: boolean) =>
    endpointReplay(group?.descriptors.map(({ source }) => source) ?? [], flags, id, isFound);
  return execute({ ...own, candidate, flags, replayOf, ...(among === undefined ? {} : { among }) });
}
