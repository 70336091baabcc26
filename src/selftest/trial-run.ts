import type { Corpus } from '../plan/corpus.ts';
import type { FinishedRun } from '../run/run-endpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A fault or a variation, and its file below `fixtures/`, without its ending. */
export interface Deviation<W> {
  readonly file: string;
  readonly wrap: W;
}

/** One run of a trial: scenarios against the reference with some deviations. */
export interface TrialRun<S extends Scenario, W> {
  readonly deviations: readonly Deviation<W>[];
  readonly corpus: Corpus<S>;
  /** Of an endpoint the scale of time; of a service the seconds of all its periods. */
  readonly pace: number;
  /** How many cases a search has; default: as many as for a candidate. */
  readonly cases?: number;
}

/** Carries out a run of a trial. */
export type DriveTrial<S extends Scenario, W> = (run: TrialRun<S, W>) => Promise<FinishedRun>;

/** Stands between trials and what drives them: leaves it as it is, or keeps its runs and gives them again. */
export type Through = <S extends Scenario, W>(drive: DriveTrial<S, W>) => DriveTrial<S, W>;
