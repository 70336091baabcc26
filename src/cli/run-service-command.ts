import type { ServiceRunOptions } from '../api/options.ts';
import { prepareService } from '../api/prepare-service.ts';
import type { RunFlags } from './flags.ts';
import { runAndTell } from './run-and-tell.ts';
import { longestWaiting } from './timing.ts';

/** The flags of `run service` as commander gives them. */
export type RunServiceFlags = Omit<ServiceRunOptions, 'role' | 'command' | 'reports' | 'output' | 'signal' | 'listener'> &
  Pick<RunFlags, 'output' | 'reporter' | 'trace' | 'quiet'>;

/** `run service`: stages endpoints for a service and gives the exit code (contracts.md §1). */
export async function runServiceCommand(words: readonly string[], flags: RunServiceFlags): Promise<number> {
  const run = await prepareService({ ...flags, role: 'service', command: words, reports: flags.reporter });
  return runAndTell({ run, flags, timing: longestWaiting });
}
