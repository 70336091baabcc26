import { exit } from './exit.ts';
import { program } from './program.ts';

// A reader that goes away (head, less) ends our output, not our verdict.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

await exit(() => program().parseAsync());

/** How often it is looked whether anything keeps the process from its end. */
const LEFT_OVER_MS = 1_000;

// All is done: what a scenario of the user's own has left running must not keep us, only output that is still to be read.
setInterval(() => {
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}, LEFT_OVER_MS).unref();
