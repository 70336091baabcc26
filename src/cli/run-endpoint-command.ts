import { embeddedCandidate, givenCandidate } from '../api/candidate.ts';
import { planRun } from '../api/plan-run.ts';
import { profileOf } from '../api/profile-of.ts';
import { endpointReplay } from '../api/replay-command.ts';
import { checkRunFolder } from '../run/run-folder.ts';
import { withConfig } from './config.ts';
import { dryRun } from './dry-run.ts';
import { execute } from './execute.ts';
import type { RunFlags } from './flags.ts';
import { gateOf } from './gate-order.ts';
import { repeated } from './repeated.ts';
import { reporterChoices } from './run-options.ts';

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
  const plan = await planRun('endpoint', flags);
  const profile = profileOf(flags);
  const reporters = reporterChoices(flags.reporter);
  const gate = gateOf(flags, 'endpoint', plan.corpus);
  const own = files.length === 0 ? null : await givenCandidate(files, flags);
  if (flags.dryRun === true) {
    process.stdout.write(await dryRun(plan, profile));
    return 0;
  }
  checkRunFolder(flags.output);
  const candidate = own ?? (await embeddedCandidate());
  const replayOf = (id: string, isFound: boolean) => endpointReplay(files, flags, id, isFound);
  return execute({ ...plan, candidate, profile, flags, gate, reporters, replayOf });
}
