import type { Profile } from '../protocol/profile.ts';
import type { RunListener } from '../result/events.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { EntryListener } from '../transcript/recorder.ts';
import type { GateOrder } from './gate-order.ts';
import type { ReporterChoice } from './report-choices.ts';

/** What a drive is given by whoever starts it. */
export interface DriveOrder {
  readonly signal: AbortSignal;
  readonly listener: RunListener;
  readonly trace?: EntryListener;
  /** The folder that the run goes to, which commands for a replay name. */
  readonly output?: string;
}

/** A run of one candidate that only waits to be driven: everything that the user may have got wrong has been looked at. */
export interface PreparedRun<S extends Scenario = Scenario> extends RunPlan<S> {
  readonly profile: Profile;
  /** What it is held to. */
  readonly terms: GateOrder;
  readonly reporters: readonly ReporterChoice[];
  /** Drives the candidate and judges it. */
  drive(order: DriveOrder): Promise<FinishedRun>;
}
