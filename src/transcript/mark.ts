import { parsedJson } from '../protocol/parsed-json.ts';
import type { EffortName } from '../protocol/profile.ts';
import {
  hasMembers,
  type IsShape,
  isAnything,
  isBoolean,
  isCount,
  isListOf,
  isNumber,
  isOneOf,
  isOptional,
  isOrNull,
  isText,
} from '../protocol/shape.ts';
import type { Entry, EntryBody, EntryOf } from './entry.ts';

/** What is unusual about a generated case, the mildest first; a case without one is usual. */
export const tags = [
  'large',
  'extra-member',
  'unknown-value',
  'layout',
  'fragments',
  'non-ascii',
  'big-integer',
  'batch',
  'deviation',
] as const;
export type Tag = (typeof tags)[number];

const caseStages = ['search', 'shrink', 'smallest'] as const;
/** `search`: one after another; `shrink`: tried for less, and judged by nobody; `smallest`: what is left, with NetBackup's whole patience. */
export type CaseStage = (typeof caseStages)[number];

/** A generated case. */
export interface CaseDetail {
  readonly number: number;
  readonly stage: CaseStage;
  readonly tags: readonly Tag[];
}

/** What a search found, as it can be driven again. */
export interface Counterexample {
  readonly scenario: string;
  /** Of what kind its value is; absent in transcripts from before it was noted. */
  readonly kind?: string;
  /** The number of the case of the search; null for one that came from a file. */
  readonly number: number | null;
  readonly seed: number;
  /** fast-check's path within the search; null for an example or a file. */
  readonly path: string | null;
  readonly tags: readonly Tag[];
  readonly steps: readonly string[];
  /** True where it fails by itself, on a fresh connection; false where it does only after what came before. */
  readonly alone: boolean;
  /** What the search generated, to be driven again as it is. */
  readonly value: unknown;
}

/** How a search ended that was not cut short. */
export interface SearchEnd {
  readonly cases: number;
  readonly replay: boolean;
}

const scriptStages = ['search', 'shrink'] as const;

/** A generated script that an endpoint begins to live. */
export interface ScriptDetail {
  readonly place: number;
  /** `search`: one of those that are lived side by side; `shrink`: one with fewer steps, judged only where it is what is told. */
  readonly stage: (typeof scriptStages)[number];
  readonly steps: readonly string[];
}

/** A pause that the candidate seems to want between openings. */
export interface SlowedDown {
  readonly why: string;
  readonly pauseMs: number;
}

/** How a drive ended: at its end, by an interrupt, at a wait without which it made no sense, or by an error of ours. */
export type DriveEnd = 'done' | 'interrupted' | `wait-ended: ${string}` | `error: ${string}`;

/** A mark that says nothing beside its name. */
type Bare = '';

/** The marks of this package by name, and what each says; drives have others of their own, with a text. */
export interface MarkDetails extends Readonly<Record<EffortName, Bare>> {
  /** At the beginning of a transcript: so many wrong tokens were presented before it. */
  readonly 'wrong-tokens': number;
  /** A connection that was opened in an earlier transcript. */
  readonly 'carried-over': string;
  /** The last mark of a drive. */
  readonly 'drive-ended': DriveEnd;
  /** An error of ours in taking what came. */
  readonly 'own-error': string;
  /** A flood over a whole run. */
  readonly flood: string;
  /** A run of the candidate's connection process, as the canary group sees it (contracts.md §5). */
  readonly tick: Bare;
  /** On a connection that was turned away, and may only have come too soon after others: why, and how long we wait before the next. */
  readonly 'slowed-down': SlowedDown;
  /** On a connection that was turned away for our pace when no more waiting was left. */
  readonly 'rate-limited': string;
  /** The hook that would show something, and is not wired. */
  readonly 'no-hook': string;
  /** The form that the token does not have, so that it cannot be altered in this way. */
  readonly 'no-such-form': string;
  /** Before a message that no NetBackup sends: what is odd about it. */
  readonly provoked: string;
  /** Within a case, before the usual exchange that shows that a candidate goes on. */
  readonly control: Bare;
  /** The first endpoint shows this certificate from now on: why it must not be trusted. */
  readonly certificate: string;
  /** The first endpoint, which was down, is up. */
  readonly 'first-is-up': Bare;
  /** Before each generated case. */
  readonly case: CaseDetail;
  /** At the end of a search that was not cut short. */
  readonly searched: SearchEnd;
  /** A case that did not hold, made as small as it could be. */
  readonly counterexample: Counterexample;
  readonly script: ScriptDetail;
  /** The script of this place is over. */
  readonly 'script-over': { readonly place: number };
}
export type MarkName = keyof MarkDetails;

/** Reads the detail of a mark; undefined where it does not say what one of its name does. */
type Reader<T> = (detail: string) => T | undefined;

const text: Reader<string> = (detail) => detail;
const bare: Reader<Bare> = () => '';
const isDriveEnd = (detail: string): detail is DriveEnd => /^(done$|interrupted$|(wait-ended|error): )/.test(detail);

function json<T>(is: IsShape<T>): Reader<T> {
  return (detail) => {
    const value = parsedJson(detail);
    return is(value) ? value : undefined;
  };
}

const readers: { readonly [Name in MarkName]: Reader<MarkDetails[Name]> } = {
  volume: bare,
  search: bare,
  'side-search': bare,
  shrink: bare,
  'shrink-sessions': bare,
  'wrong-tokens': json(isCount),
  'carried-over': text,
  'drive-ended': (detail) => (isDriveEnd(detail) ? detail : undefined),
  'own-error': text,
  flood: text,
  tick: bare,
  'slowed-down': json(hasMembers<SlowedDown>({ why: isText, pauseMs: isNumber })),
  'rate-limited': text,
  'no-hook': text,
  'no-such-form': text,
  provoked: text,
  control: bare,
  certificate: text,
  'first-is-up': bare,
  case: json(hasMembers<CaseDetail>({ number: isCount, stage: isOneOf(caseStages), tags: isListOf(isOneOf(tags)) })),
  searched: json(hasMembers<SearchEnd>({ cases: isCount, replay: isBoolean })),
  counterexample: json(
    hasMembers<Counterexample>({
      scenario: isText,
      kind: isOptional(isText),
      number: isOrNull(isCount),
      seed: isNumber,
      path: isOrNull(isText),
      tags: isListOf(isOneOf(tags)),
      steps: isListOf(isText),
      alone: isBoolean,
      value: isAnything,
    }),
  ),
  script: json(hasMembers<ScriptDetail>({ place: isCount, stage: isOneOf(scriptStages), steps: isListOf(isText) })),
  'script-over': json(hasMembers<{ readonly place: number }>({ place: isCount })),
};

const isMarkName = (name: string): name is MarkName => Object.hasOwn(readers, name);

/** What a mark of a name takes beside it. */
type Said<Name extends MarkName> = MarkDetails[Name] extends Bare ? [] : [detail: MarkDetails[Name]];

/** Notes a thing that a check wants to find again: a mark of this package with what it says, or one of a drive's own with a text. */
export interface Marking<Marked> {
  <Name extends MarkName>(name: Name, ...said: Said<Name>): Marked;
  <Name extends string>(name: Name extends MarkName ? never : Name, detail?: string): Marked;
}

/** Writes marks as entries to a recorder, or whatever takes them. */
export const marking =
  <Marked>(record: (body: EntryBody) => Marked): Marking<Marked> =>
  (name: string, detail: unknown = '') =>
    record({ kind: 'mark', direction: 'local', name, detail: typeof detail === 'string' ? detail : JSON.stringify(detail) });

/** A mark as an entry. */
export const markOf: Marking<EntryBody> = marking((body) => body);

export const isMark = (entry: Entry, name: MarkName): entry is EntryOf<'mark'> => entry.kind === 'mark' && entry.name === name;

/**
 * What an entry says as a mark of this name; undefined where it is another, or cannot be read: a transcript may have been written by
 * another version, or by anybody.
 */
export function markDetail<Name extends MarkName>(entry: Entry, name: Name): MarkDetails[Name] | undefined {
  return isMark(entry, name) ? readers[name](entry.detail) : undefined;
}

/** True for a mark of this package that does not say what one of its name does. */
export const isUnreadable = (entry: Entry): boolean =>
  entry.kind === 'mark' && isMarkName(entry.name) && readers[entry.name](entry.detail) === undefined;
