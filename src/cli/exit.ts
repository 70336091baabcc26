import { CommanderError } from 'commander';
import { UsageError } from '../candidate/usage-error.ts';
import { ShardError } from '../compare/shard-error.ts';
import { StageError } from '../peer/stage/stage-error.ts';
import { CorpusError } from '../plan/corpus-error.ts';
import { visible } from '../report/visible.ts';
import { RunFolderError } from '../run/run-folder-error.ts';

const USAGE = 2;

/** Runs the program and turns whatever it throws into a sentence and an exit code; nobody ever sees a stack trace of a usage error. */
export async function exit(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    process.exitCode = codeFor(error);
  }
}

function codeFor(error: unknown): number {
  // Commander has printed its own sentence; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (
    error instanceof UsageError ||
    error instanceof CorpusError ||
    error instanceof RunFolderError ||
    error instanceof ShardError ||
    error instanceof StageError
  ) {
    process.stderr.write(`nbwss-conformance: ${visible(error.message)}\n`);
    return USAGE;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`nbwss-conformance: an error of our own, please report it:\n${visible(text, { keepNewlines: true })}\n`);
  return 3;
}
