import { basename, join } from 'node:path';
import { makeNamed, writeNamed } from '../api/named-file.ts';
import { UsageError } from '../candidate/usage-error.ts';
import type { Material } from '../report/html/material.ts';
import { visible } from '../report/visible.ts';
import { formats, type Written } from './formats.ts';
import type { ReporterChoice } from './run-options.ts';

/** Reports of a run, written out. */
export interface WrittenReports {
  /** Those that belong into the folder of the run, by file name. */
  readonly inside: ReadonlyMap<string, string>;
  /** Writes those that have a place of their own; throws a UsageError where one cannot be written. */
  writeOthers(): void;
}

export async function reportsOf(reporters: readonly ReporterChoice[], material: Material): Promise<WrittenReports> {
  const all = await Promise.all(reporters.map(async (choice) => ({ ...choice, written: await rendered(choice.name, material) })));
  // GitHub Actions shows what is appended there below the workflow run.
  const summary = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  const isSummed = summary !== '' && all.some(({ name }) => name === 'github');
  const page = isSummed ? await rendered('markdown', material) : '';
  const isInside = ({ name, file }: ReporterChoice) => file !== '-' && file === formats[name]?.file;
  return {
    inside: new Map(all.filter(isInside).flatMap(({ file, written }) => filesOf(file, written))),
    writeOthers: () => {
      for (const choice of all) {
        const { name, file, written } = choice;
        if (file === '-') for (const [, text] of filesOf(file, written)) process.stdout.write(text);
        else if (!isInside(choice)) writeElsewhere(`--reporter ${name}`, file, written);
      }
      if (isSummed) for (const [, text] of filesOf('', page)) addToSummary(summary, text);
    },
  };
}

/** Nobody has asked for it by a flag: where it cannot be written, as in a container that has not got it, the run is none the worse. */
function addToSummary(summary: string, text: string): void {
  try {
    writeNamed('GITHUB_STEP_SUMMARY', summary, text, { isAdded: true });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`note: ${visible(error.message)}\n`);
  }
}

/** By file name: what is one text lies in `file`. */
const filesOf = (file: string, written: Written): readonly (readonly [string, string])[] =>
  typeof written === 'string' ? [[file, written]] : [...written];

/** Several files go into the folder that the user named. */
function writeElsewhere(flag: string, file: string, written: Written): void {
  if (typeof written === 'string') writeNamed(flag, file, written);
  else {
    makeNamed(flag, file);
    for (const [name, text] of written) writeNamed(flag, join(file, basename(name)), text);
  }
}

async function rendered(name: string, material: Material): Promise<Written> {
  const format = formats[name];
  if (format === undefined) throw new Error(`no format is called ${name}`);
  return (await format.load())(material);
}
