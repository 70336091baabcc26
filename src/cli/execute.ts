import { driveEndpoint, type EndpointDrive } from '../api/drive-endpoint.ts';
import type { Transcript } from '../transcript/entry.ts';
import { type Among, conclude } from './conclude.ts';
import type { RunFlags } from './flags.ts';
import type { GateOrder } from './gate-order.ts';
import type { ReporterChoice } from './run-options.ts';

/** A run of endpoints as the command line has made it out. */
export interface Execution extends Omit<EndpointDrive, 'options'> {
  readonly flags: RunFlags;
  readonly gate: GateOrder;
  readonly reporters: readonly ReporterChoice[];
  /** Where it is one of several groups side by side. */
  readonly among?: Among;
}

/** Drives, judges, reports and writes one run of endpoints; gives its exit code. */
export async function execute({ flags, gate, reporters, among, ...drive }: Execution): Promise<number> {
  const startUpMs = performance.now();
  const { candidate, register } = drive;
  const conclusion = { flags, gate, reporters, register, timing: timing(startUpMs), ...(among === undefined ? {} : { among }) };
  try {
    return await conclude(conclusion, (surroundings) => driveEndpoint({ ...drive, options: flags }, surroundings));
  } finally {
    await candidate.stop();
  }
}

/** How the time was spent: a run should be little more than its waits for the candidate. */
const timing =
  (startUpMs: number) =>
  (durationMs: number, transcripts: readonly Transcript[]): string => {
    const timers = transcripts.flatMap(({ entries }) => entries).filter((entry) => entry.kind === 'timer');
    const waitedMs = timers.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
    const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
    return `${seconds(durationMs)}, of which ${seconds(waitedMs)} waiting for the candidate; start-up ${seconds(startUpMs)}`;
  };
