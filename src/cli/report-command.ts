import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { materialOf } from '../api/material.ts';
import { makeNamed, writeNamed } from '../api/named-file.ts';
import { reporterChoices } from '../api/report-choices.ts';
import { reportsOf } from '../api/reports-of.ts';
import { readRegister } from '../plan/register.ts';
import { readRun } from '../run/read-run.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { addToSummary } from './github-summary.ts';

export type ReportFlags = Pick<RunFlags, 'reporter' | 'quiet'>;

/** `report`: what a saved run came to, from its files alone; reports are written beside its result. */
export async function reportCommand(path: string, flags: ReportFlags): Promise<void> {
  const reporters = reporterChoices(flags.reporter);
  const { result, transcripts } = await readRun(path);
  const register = readRegister();
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const run = { result, transcripts: [...transcripts.values()] };
  const reports = await reportsOf(reporters, () => materialOf(result, register, run.transcripts));
  for (const [file, text] of reports.inside) {
    makeNamed(`--reporter ${file}`, dirname(join(folder, file)));
    writeNamed(`--reporter ${file}`, join(folder, file), text);
  }
  for (const text of reports.printed) process.stdout.write(text);
  reports.writeElsewhere();
  await addToSummary(reporters, register, run);
  const entriesOf = (transcript: string) => transcripts.get(transcript)?.entries ?? [];
  consoleOf(flags, reporters, register, entriesOf).report({ type: 'run-ends', result });
}
