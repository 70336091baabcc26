import { endpointInvariants } from '../check/invariants/endpoint-invariants.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { selectScenarios } from '../plan/select.ts';
import { planOf } from '../plan/shard.ts';
import { checkRunFolder } from '../run/run-folder.ts';
import type { EndpointScenario } from '../scenario/scenario.ts';
import { acceptedCandidate, embeddedCandidate } from './candidate.ts';
import type { Among } from './conclude.ts';
import { withConfig } from './config.ts';
import { dryRun } from './dry-run.ts';
import { type Execution, execute } from './execute.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { type Group, groupsOf } from './groups.ts';
import { quoted } from './quoted.ts';
import { repeated } from './repeated.ts';
import { replayWords } from './replay-words.ts';
import { profileOf, reporterChoices } from './run-options.ts';
import { searchOf } from './search-order.ts';
import { selectionOf } from './selection.ts';
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
  const groups = files.length === 0 ? [] : groupsOf(files, await acceptedCandidate(files, flags));
  if (flags.dryRun === true) {
    const { scenarios } = planOf(order.corpus, order.selected, groups.length > 1 ? undefined : flags.shard);
    const each = groups.length > 1 ? `${groups.length} groups, of each:\n` : '';
    process.stdout.write(`${each}${await dryRun(scenarios, order.profile, order.register, order.search)}`);
    return 0;
  }
  if (groups.length > 1) return sideBySide(groups, flags, (group, own, among) => runOnce(order, group, own, among));
  const [group = null] = groups;
  if (flags.repeat === undefined) return runOnce(order, group, flags);
  return repeated(flags, (output) => runOnce(order, group, { ...flags, output }));
}

/** What is to be done, whoever the candidate is. */
type Order = Omit<Execution, 'candidate' | 'plan' | 'flags' | 'replayOf' | 'among'> & {
  readonly selected: readonly EndpointScenario[];
};

async function orderOf(flags: RunFlags): Promise<Order> {
  const register = readRegister();
  const corpus = await loadCorpus('endpoint', register);
  const { search, only } = await searchOf(flags, register.seed, corpus);
  const selection = selectionOf(flags, only, 'endpoint');
  const selected = selectScenarios(corpus, register, selection, new Set(Object.keys(endpointInvariants)));
  const gate = gateOf(flags, 'endpoint', corpus);
  return { register, corpus, search, selected, profile: profileOf(flags), reporters: reporterChoices(flags.reporter), gate };
}

/** Runs one group, null for the embedded reference; `among` where it is one of several. */
async function runOnce({ selected, ...order }: Order, group: Group | null, flags: RunFlags, among?: Among): Promise<number> {
  const plan = planOf(order.corpus, selected, flags.shard);
  checkRunFolder(flags.output);
  const candidate = group?.candidate ?? (await embeddedCandidate());
  const replayOf = (id: string, isFound: boolean) => replayCommand(group?.files ?? [], flags, id, isFound);
  return execute({ ...order, candidate, plan, flags, replayOf, ...(among === undefined ? {} : { among }) });
}

/** A command line that drives one scenario, or the case that was found in it, with its controls, against the same candidate. */
function replayCommand(files: readonly string[], flags: RunFlags, id: string, isFound: boolean): string {
  const words = ['npx', 'nbwss-conformance', 'run', 'endpoint', ...files];
  if (flags.config !== undefined) words.push('--config', flags.config);
  if (flags.ca !== undefined) words.push('--ca', flags.ca);
  if (flags.pin !== undefined) words.push('--pin', flags.pin);
  if (flags.insecure === true) words.push('--insecure');
  if (flags.allowPrivate === true) words.push('--allow-private');
  if (typeof flags.properties === 'string') words.push('--properties', flags.properties);
  if (flags.edition !== undefined) words.push('--edition', flags.edition);
  return [...words, ...replayWords(flags, id, isFound)].map(quoted).join(' ');
}
