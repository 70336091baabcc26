import { basename, join } from 'node:path';
import { formats, type Written } from '../report/formats.ts';
import type { Material } from '../report/html/material.ts';
import { makeNamed, writeNamed } from './named-file.ts';
import { isInside, type ReporterChoice } from './report-choices.ts';

/** Reports of a run, written out. */
export interface WrittenReports {
  /** Those that belong into the folder of the run, by file name. */
  readonly inside: ReadonlyMap<string, string>;
  /** What is to go to standard output. */
  readonly printed: readonly string[];
  /** Writes those that have a place of their own; throws a UsageError where one cannot be written. */
  writeElsewhere(): void;
}

/** Writes reports out; what they are made of is asked for where there is one. */
export async function reportsOf(reporters: readonly ReporterChoice[], materialOf: () => Material): Promise<WrittenReports> {
  const material = reporters.length === 0 ? null : materialOf();
  const all = material === null ? [] : await Promise.all(reporters.map((choice) => written(choice, material)));
  const elsewhere = all.filter(({ choice }) => choice.file !== '-' && !isInside(choice));
  return {
    inside: new Map(all.filter(({ choice }) => isInside(choice)).flatMap(({ choice, text }) => filesOf(choice.file, text))),
    printed: all.flatMap(({ choice, text }) => (choice.file === '-' ? filesOf('-', text).map(([, one]) => one) : [])),
    writeElsewhere: () => {
      for (const { choice, text } of elsewhere) write(`--reporter ${choice.name}`, choice.file, text);
    },
  };
}

async function written(choice: ReporterChoice, material: Material): Promise<{ choice: ReporterChoice; text: Written }> {
  const format = formats[choice.name];
  if (format === undefined) throw new Error(`no format is called ${choice.name}`);
  return { choice, text: (await format.load())(material) };
}

/** By file name: what is one text lies in `file`. */
const filesOf = (file: string, text: Written): readonly (readonly [string, string])[] =>
  typeof text === 'string' ? [[file, text]] : [...text];

/** Several files go into the folder that the user named. */
function write(flag: string, file: string, text: Written): void {
  if (typeof text === 'string') writeNamed(flag, file, text);
  else {
    makeNamed(flag, file);
    for (const [name, one] of text) writeNamed(flag, join(file, basename(name)), one);
  }
}
