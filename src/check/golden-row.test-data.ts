import type { Edit } from '../transcript/edits.test-data.ts';

/** What must be told of a transcript: the verdict of a check and its reason, or an observation. */
export type Told =
  | {
      /** `<scenario>:<requirement>`, or `run:<requirement>` for what is judged over everything that is said. */
      readonly check: string;
      /** Null where there is nothing to judge. */
      readonly verdict: 'pass' | 'fail' | 'warn' | 'untestable' | 'not-applicable' | 'error' | null;
      /** Null for a pass. */
      readonly reason: string | null;
    }
  | { /** The scenario that observes it, or `run`. */ readonly observer: string; readonly text: string };

/** A row of a table: of this transcript, perhaps with an edit, this must be told. */
export interface GoldenRow {
  /** Its name below fixtures/transcripts: the role, the scenario that left it and, after a dot, the fault of the candidate. */
  readonly transcript: string;
  /** What the edit makes of it, in a few words; empty where there is none. */
  readonly but: string;
  readonly edit: Edit;
  readonly told: Told;
}

type Part = readonly Omit<GoldenRow, 'transcript'>[];

/** The rows of one transcript. A check may be of any scenario: it judges what it finds, whatever drive has left it. */
export const on = (transcript: string, ...parts: readonly Part[]): readonly GoldenRow[] =>
  parts.flat().map((row) => ({ transcript, ...row }));

/** What is told of a transcript as it was recorded. */
export const plainly = (...told: readonly (readonly Told[])[]): Part =>
  told.flat().map((one) => ({ but: '', edit: (transcript) => transcript, told: one }));

/** What is told where one thing is otherwise. */
export const but = (what: string, edit: Edit, ...told: readonly (readonly Told[])[]): Part =>
  told.flat().map((one) => ({ but: what, edit, told: one }));

const verdict =
  (name: Extract<Told, { check: string }>['verdict']) =>
  (check: string, reason: string): readonly Told[] => [{ check, verdict: name, reason }];

export const passes = (...checks: readonly string[]): readonly Told[] =>
  checks.map((check) => ({ check, verdict: 'pass', reason: null }));
export const fails = verdict('fail');
export const warns = verdict('warn');
export const isUntestable = verdict('untestable');
export const doesNotApply = verdict('not-applicable');
export const observes = (observer: string, text: string): readonly Told[] => [{ observer, text }];

const says: Readonly<Record<string, string>> = {
  pass: 'passes',
  fail: 'fails',
  warn: 'warns of',
  untestable: 'cannot judge',
  'not-applicable': 'does not apply to',
};

/** A row as a sentence. */
export function sentenceOf({ transcript, but: what, told }: GoldenRow): string {
  const of = what === '' ? transcript : `${transcript} where ${what}`;
  if (!('check' in told)) return `${told.observer} observes in ${of}: ${told.text}`;
  return `${told.check} ${says[told.verdict ?? '']} ${of}${told.reason === null ? '' : `: ${told.reason}`}`;
}
