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

/** A requirement or a class, as far as the comparison says something of it. */
export interface ComparedRow {
  readonly id: string;
  readonly level: string;
  readonly verdicts: readonly (string | null)[];
  readonly isDifferent: boolean;
}

/** All that `compare.html` is made of: the runs, and how they have been laid side by side. */
export interface Comparison {
  readonly runs: readonly ComparedRun[];
  readonly areas: readonly { readonly area: string; readonly rows: readonly ComparedRow[] }[];
  readonly classes: readonly ComparedRow[];
  /** How many rows no run has a verdict on. */
  readonly unjudged: number;
  /** In what the conditions of the runs differ, with a value for each run. */
  readonly conditions: readonly { readonly what: string; readonly values: readonly string[] }[];
  /** The register's rows by id. */
  readonly requirements: ReadonlyMap<string, RequirementText>;
  /** Whether it opens with the differences alone. */
  readonly onlyDifferent: boolean;
}
