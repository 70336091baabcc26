import { writeNamed } from '../api/named-file.ts';
import type { Material } from '../report/html/material.ts';
import { formats } from './formats.ts';
import type { ReporterChoice } from './run-options.ts';

/** Reports of a run, written out. */
export interface Reports {
  /** Those that belong into the folder of the run, by file name. */
  readonly inside: ReadonlyMap<string, string>;
  /** Writes those that have a place of their own; throws a UsageError where one cannot be written. */
  writeOthers(): void;
}

export async function reportsOf(reporters: readonly ReporterChoice[], material: Material): Promise<Reports> {
  const all = await Promise.all(reporters.map(async (choice) => ({ ...choice, text: await rendered(choice.name, material) })));
  // GitHub Actions shows what is appended there below the workflow run.
  const summary = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  const isSummed = summary !== '' && all.some(({ name }) => name === 'github');
  const page = isSummed ? await rendered('markdown', material) : '';
  const isInside = ({ name, file }: ReporterChoice) => file !== '-' && file === formats[name]?.file;
  return {
    inside: new Map(all.filter(isInside).map(({ file, text }) => [file, text])),
    writeOthers: () => {
      for (const choice of all) {
        if (choice.file === '-') process.stdout.write(choice.text);
        else if (!isInside(choice)) writeNamed(`--reporter ${choice.name}`, choice.file, choice.text);
      }
      if (isSummed) writeNamed('GITHUB_STEP_SUMMARY', summary, page, { isAdded: true });
    },
  };
}

async function rendered(name: string, material: Material): Promise<string> {
  const format = formats[name];
  if (format === undefined) throw new Error(`no format is called ${name}`);
  return (await format.load())(material);
}
