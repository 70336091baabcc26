import { materialOf } from '../api/material.ts';
import { writeNamed } from '../api/named-file.ts';
import type { ReporterChoice } from '../api/report-choices.ts';
import { reportsOf } from '../api/reports-of.ts';
import { UsageError } from '../candidate/usage-error.ts';
import type { Register } from '../plan/register.ts';
import { visible } from '../report/visible.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';

/**
 * Adds a run to what GitHub Actions shows below the workflow run, where its reporter was asked for. Nobody has asked for this file by a
 * flag: where it cannot be written, as in a container that has not got it, the run is none the worse.
 */
export async function addToSummary(
  reporters: readonly ReporterChoice[],
  register: Register,
  { result, transcripts }: FinishedRun,
): Promise<void> {
  const summary = process.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (summary === '' || !reporters.some(({ name }) => name === 'github')) return;
  const { printed } = await reportsOf([{ name: 'markdown', file: '-' }], () => materialOf(result, register, transcripts));
  try {
    for (const text of printed) writeNamed('GITHUB_STEP_SUMMARY', summary, text, { isAdded: true });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`note: ${visible(error.message)}\n`);
  }
}
