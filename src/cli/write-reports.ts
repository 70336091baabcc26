import { appendFileSync, writeFileSync } from 'node:fs';
import type { Result } from '../result/result.ts';
import { formats } from './formats.ts';
import type { ReporterChoice } from './run-options.ts';

/** Writes the reports that have a place of their own; gives those that belong into the folder of the run, by file name. */
export async function writeReports(reporters: readonly ReporterChoice[], result: Result): Promise<ReadonlyMap<string, string>> {
  const inside = new Map<string, string>();
  for (const { name, file } of reporters) {
    const text = await rendered(name, result);
    if (file === '-') process.stdout.write(text);
    else if (file === formats[name]?.file) inside.set(file, text);
    else writeFileSync(file, text);
    // GitHub Actions shows what is appended there below the workflow run.
    const summary = process.env['GITHUB_STEP_SUMMARY'];
    if (name === 'github' && summary !== undefined && summary !== '') appendFileSync(summary, await rendered('markdown', result));
  }
  return inside;
}

async function rendered(name: string, result: Result): Promise<string> {
  const format = formats[name];
  if (format === undefined) throw new Error(`no format is called ${name}`);
  return (await format.load())(result);
}
