import type { Result } from '../../result/result.ts';
import type { Transcript } from '../../transcript/entry.ts';

/** A row of the register, as far as a report shows it. */
export interface RequirementText {
  readonly text: string;
  /** The place in the guide, such as `1.4 T1-3 p.13`, or an RFC. */
  readonly source: string;
}

/** What a search found, and made as small as it could. */
export interface FoundCase {
  readonly steps: readonly string[];
  /** False where it fails only after what came before. */
  readonly alone: boolean;
  readonly seed: number;
  /** The replay file, relative to the folder of the run. */
  readonly file: string;
  /** What was generated. */
  readonly value: unknown;
}

/** All that a report is made of. */
export interface Material {
  readonly result: Result;
  /** The register's rows by id. */
  readonly requirements: ReadonlyMap<string, RequirementText>;
  /** By scenario, or `run` for what crossed the wire between scenarios. */
  readonly transcripts: ReadonlyMap<string, Transcript>;
  /** By scenario. */
  readonly found: ReadonlyMap<string, readonly FoundCase[]>;
}
