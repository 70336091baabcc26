import { endpointInvariants } from '../check/invariants/endpoint-invariants.ts';
import { loadCorpus } from '../plan/corpus.ts';
import { readRegister } from '../plan/register.ts';
import { selectScenarios } from '../plan/select.ts';
import { checkRunFolder } from '../run/run-folder.ts';
import { embeddedCandidate, givenCandidate } from './candidate.ts';
import { withConfig } from './config.ts';
import { dryRun } from './dry-run.ts';
import { execute } from './execute.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { quoted } from './quoted.ts';
import { repeated } from './repeated.ts';
import { replayWords } from './replay-words.ts';
import { profileOf, reporterChoices } from './run-options.ts';
import { searchOf } from './search-order.ts';
import { selectionOf } from './selection.ts';

/** `run endpoint`: drives one group of endpoints and gives the exit code (contracts.md §1). */
export async function runEndpointCommand(
  files: readonly string[],
  given: RunFlags,
  isGiven: (flag: string) => boolean,
): Promise<number> {
  const flags = await withConfig(given, isGiven);
  if (flags.repeat === undefined || flags.dryRun === true) return runOnce(files, flags);
  return repeated(flags, (output) => runOnce(files, { ...flags, output }));
}

async function runOnce(files: readonly string[], flags: RunFlags): Promise<number> {
  const register = readRegister();
  const corpus = await loadCorpus('endpoint', register);
  const { search, only } = await searchOf(flags, register.seed, corpus);
  const selection = selectionOf(flags, only, 'endpoint');
  const scenarios = selectScenarios(corpus, register, selection, new Set(Object.keys(endpointInvariants)));
  const profile = profileOf(flags);
  const reporters = reporterChoices(flags.reporter);
  const gate = gateOf(flags, 'endpoint', corpus);
  const own = files.length === 0 ? null : await givenCandidate(files, flags);
  if (flags.dryRun === true) {
    process.stdout.write(await dryRun(scenarios, profile, register, search));
    return 0;
  }
  checkRunFolder(flags.output);
  const candidate = own ?? (await embeddedCandidate());
  const replayOf = (id: string, isFound: boolean) => replayCommand(files, flags, id, isFound);
  return execute({ candidate, register, corpus, scenarios, profile, flags, gate, reporters, search, replayOf });
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
