import type { Matrix } from '../../../result/matrix.ts';
import type { Result } from '../../../result/result.ts';
import type { Entry } from '../../../transcript/entry.ts';
import type { RequirementText } from '../material.ts';

/** One of the runs that lie side by side. */
export interface ComparedRun {
  readonly result: Result;
  /** The entries of a transcript; none where there is no such transcript. */
  readonly entriesOf: (transcript: string) => readonly Entry[];
  /** The address of its `report.html`, as seen from the page; null where it has none. */
  readonly report: string | null;
}

/** All that `compare.html` is made of: the runs, and how they have been laid side by side. */
export interface Comparison extends Pick<Matrix, 'areas' | 'classes' | 'unjudged' | 'conditions'> {
  readonly runs: readonly ComparedRun[];
  /** The register's rows by id. */
  readonly requirements: ReadonlyMap<string, RequirementText>;
  /** Whether it opens with the differences alone. */
  readonly onlyDifferent: boolean;
}
