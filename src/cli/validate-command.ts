import { prepareValidation } from '../api/prepare-validation.ts';
import type { RunFlags } from './flags.ts';
import { runAndTell } from './run-and-tell.ts';
import { waitingTime } from './timing.ts';

/** `validate`: what NetBackup's "WebSocket Server" dialog does at Validate; 0 accepted, 1 refused, 3 unreachable. */
export async function validateCommand(files: readonly string[], flags: RunFlags): Promise<number> {
  const run = await prepareValidation(files, { ...flags, role: 'endpoint', reports: flags.reporter });
  return runAndTell({ run, flags, timing: waitingTime });
}
