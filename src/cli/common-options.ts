import { formats } from '../report/formats.ts';
import { collected } from './flags.ts';

/** Options that several commands take, as commander wants them. */
export const allowPrivate = [
  '--allow-private',
  'let a descriptor that comes by URL lead to this machine or a private network',
] as const;

/** Scenarios of the user's own beside ours. */
export const suites = [
  '--suites <folder>',
  'add scenarios of your own: JavaScript modules <role>/<area>/<name>.js below it that import nbwss-conformance/kit (repeatable)',
  collected,
  [],
] as const;

/** The value of `--suites`. */
export interface Suites {
  readonly suites: readonly string[];
}

/** `--reporter` as `--help` explains it. */
export const reporterHelp = `also write a report: ${Object.entries(formats)
  .map(([name, { file }]) => `${name} (${file === '-' ? 'standard output' : file})`)
  .join(', ')}; in the output folder, or =file; =- is standard output (repeatable)`;
