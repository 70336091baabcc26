import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeNamed, writeNamed } from '../api/named-file.ts';
import { readRegister } from '../plan/register.ts';
import { readRun } from '../run/read-run.ts';
import { consoleOf } from './console.ts';
import type { RunFlags } from './flags.ts';
import { materialOf } from './material.ts';
import { reporterChoices } from './run-options.ts';
import { reportsOf } from './write-reports.ts';

export type ReportFlags = Pick<RunFlags, 'reporter' | 'quiet'>;

/** `report`: what a saved run came to, from its files alone; reports are written beside its result. */
export async function reportCommand(run: string, flags: ReportFlags): Promise<void> {
  const reporters = reporterChoices(flags.reporter);
  const { result, transcripts } = await readRun(run);
  const register = readRegister();
  const folder = statSync(run).isDirectory() ? run : dirname(run);
  const reports = await reportsOf(reporters, materialOf(result, register, [...transcripts.values()]));
  for (const [file, text] of reports.inside) {
    makeNamed(`--reporter ${file}`, dirname(join(folder, file)));
    writeNamed(`--reporter ${file}`, join(folder, file), text);
  }
  reports.writeOthers();
  const entriesOf = (transcript: string) => transcripts.get(transcript)?.entries ?? [];
  consoleOf(flags, reporters, register, entriesOf).report({ type: 'run-ends', result });
}
