/** A requirement, or a class, beside all runs. */
export interface MatrixRow {
  readonly id: string;
  readonly level: string;
  /** A verdict for each run, in their order; null for none. */
  readonly verdicts: readonly (string | null)[];
  readonly isDifferent: boolean;
}

/** Implementations by requirement. */
export interface Matrix {
  /** Name, build and edition of each. */
  readonly heads: readonly string[];
  /** By area (the letters of the ids), and within it by level, MUST first. */
  readonly areas: readonly { readonly area: string; readonly rows: readonly MatrixRow[] }[];
  readonly verdicts: readonly string[];
  /** Conformance classes, a row each. */
  readonly classes: readonly MatrixRow[];
  /** How many rows no run has a verdict on; they are in no area. */
  readonly unjudged: number;
  /** In what the conditions of the runs differ, with a value for each run; of the profile only what is not the same. */
  readonly conditions: readonly { readonly what: string; readonly values: readonly string[] }[];
  /** The same, a sentence each. */
  readonly caveats: readonly string[];
}
