import type { RunListener } from '../result/events.ts';
import type { Result } from '../result/result.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { EntryListener } from '../transcript/recorder.ts';

/** Who is told of a run as it goes on. */
export interface RunObserver {
  readonly listener?: RunListener;
  /** Everything that crosses the wire, live. */
  readonly trace?: EntryListener;
  /** Takes the reports that are to go to standard output. */
  readonly print?: (text: string) => void;
  /** Told when the run is held to its terms and written, before the listener is told its end. */
  readonly written?: (run: FinishedRun) => Promise<void> | void;
}

/** Who is told of a run that is repeated. */
export interface RunsObserver {
  /** Who is told of the one that goes to a folder. */
  of(output: string | undefined): RunObserver;
  /** The exit code of a run that has just ended. */
  exitCodeOf(result: Result): number;
}
