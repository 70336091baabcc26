import type { ReporterChoice } from '../api/report-choices.ts';
import type { Register } from '../plan/register.ts';
import { consoleReporter } from '../report/console.ts';
import { entryLine } from '../report/entry-line.ts';
import { visible } from '../report/visible.ts';
import type { RunEvent } from '../result/events.ts';
import type { Entry } from '../transcript/entry.ts';
import type { EntryListener } from '../transcript/recorder.ts';
import type { RunFlags } from './flags.ts';

/** What a person at the terminal sees of a run. */
export interface Console {
  report(event: RunEvent): void;
  /** One more line, unless the user wants none. */
  note(text: string): void;
  /** The wire, live, where the user asked for it. */
  readonly trace?: EntryListener;
}

const COLUMNS = 100;

/**
 * The console on standard output, or on standard error where a report takes standard output. With a heading it tells only what came of
 * the run in the end, below that: several run side by side.
 */
export function consoleOf(
  flags: Pick<RunFlags, 'quiet' | 'trace'>,
  reporters: readonly ReporterChoice[],
  { rows }: Register,
  entriesOf: (transcript: string) => readonly Entry[],
  heading?: string,
): Console {
  const stream = reporters.some(({ file }) => file === '-') ? process.stderr : process.stdout;
  const quiet = flags.quiet === true;
  const isTty = stream.isTTY === true && flags.trace !== true;
  const listener = consoleReporter({ stream, isTty, quiet, columns: stream.columns ?? COLUMNS, requirements: rows, entriesOf });
  const write = (text: string) => {
    if (!quiet) stream.write(`${text}\n`);
  };
  const briefly = (event: RunEvent) => {
    if (event.type !== 'run-ends') return;
    write(`\n${heading}`);
    listener(event);
  };
  const report = heading === undefined ? listener : briefly;
  /** What is wrong in a baseline is an error, which is printed even where nothing else is. */
  const onlyComplaints = (event: RunEvent) => {
    report(event);
    if (event.type !== 'run-ends') return;
    const where = heading === undefined ? '' : `${heading}: `;
    for (const complaint of event.result.baseline?.complaints ?? []) process.stderr.write(`${where}${visible(complaint)}\n`);
  };
  return {
    report: quiet ? onlyComplaints : report,
    note: heading === undefined ? write : () => {},
    ...(flags.trace === true ? { trace: (entry) => void process.stderr.write(`${entryLine(entry, 0)}\n`) } : {}),
  };
}
