import { prepareGroups } from '../api/prepare-endpoints.ts';
import { withConfig } from './config.ts';
import { dryRun } from './dry-run.ts';
import type { RunFlags } from './flags.ts';
import { runAndTell, runGroupsAndTell } from './run-and-tell.ts';
import { waitingTime } from './timing.ts';

/** `run endpoint`: drives one group of endpoints, or several side by side, and gives the exit code (contracts.md §1). */
export async function runEndpointCommand(
  files: readonly string[],
  given: RunFlags,
  isGiven: (flag: string) => boolean,
): Promise<number> {
  const flags = await withConfig(given, isGiven);
  const order = { ...flags, role: 'endpoint', descriptors: files, reports: flags.reporter } as const;
  const groups = await prepareGroups(order);
  const [first] = groups;
  if (first === undefined) throw new Error('expected a group or more, got none');
  if (flags.dryRun === true) {
    const each = groups.length > 1 ? `${groups.length} groups, of each:\n` : '';
    process.stdout.write(`${each}${await dryRun(first)}`);
    return 0;
  }
  const told = { flags, timing: waitingTime };
  return groups.length > 1 ? runGroupsAndTell(groups, order, told) : runAndTell({ ...told, run: first });
}
