import { exit } from './exit.ts';
import { program } from './program.ts';

// A reader that goes away (head, less) ends our output, not our verdict.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

await exit(() => program().parseAsync());
