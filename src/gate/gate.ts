import { checksOf } from '../result/checks-of.ts';
import { isOfDescriptor } from '../result/of-descriptor.ts';
import type { CheckResult, Result } from '../result/result.ts';
import { isCharged, isRed } from '../result/verdict.ts';
import type { AcceptedFailure, Baseline } from './baseline.ts';

/** What a run is held to. */
export interface GateTerms {
  /** The baseline and the name of its file; null for none. */
  readonly baseline: { readonly file: string; readonly entries: Baseline } | null;
  /** Takes warnings for red. */
  readonly strict: boolean;
  /** Every id that a check of this role can have: one that is in none is a slip of the pen. */
  readonly known: ReadonlySet<string>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Holds a result to its terms; the verdict stays what was seen (contracts.md §2). */
export function gated(result: Result, { baseline, strict, known, today }: GateTerms): Result {
  if (baseline === null && !strict) return result;
  const seen = new Map(checksOf(result).map((check) => [check.id, check]));
  const entries = [...(baseline?.entries ?? [])];
  const complaints = entries.flatMap(([id, entry]) => {
    const complaint = complaintOf(id, entry, seen.get(id), { known, today, strict });
    return complaint === null ? [] : [`${baseline?.file}: ${id}: ${complaint}`];
  });
  const accepted = entries.filter(([id, entry]) => isAccepted(entry, seen.get(id), today));
  const open = [...seen.values()].filter((check) => isOpen(check, { baseline, strict, known, today }));
  return {
    ...result,
    baseline: {
      file: baseline?.file ?? null,
      strict,
      accepted: accepted.map(([check, { reason }]) => ({ check, reason })),
      open: open.map(({ id }) => id),
      notSelected: entries.filter(([id]) => known.has(id) && !isExercised(seen.get(id))).map(([id]) => id),
      complaints,
    },
  };
}

/** False for a check that was not selected, or that did not apply to what this run came to: neither is news of the candidate. */
export const isExercised = (check: CheckResult | undefined): boolean => check !== undefined && check.verdict !== 'not-applicable';

const isRedBy = ({ verdict }: CheckResult, strict: boolean): boolean => isRed(verdict) || (strict && verdict === 'warn');

/** Whether a check is red, and nothing in the terms accepts it. */
export const isOpen = (check: CheckResult, { baseline, strict, today }: GateTerms): boolean => {
  const entry = baseline?.entries.get(check.id);
  return isRedBy(check, strict) && (entry === undefined || !isAccepted(entry, check, today));
};

const isOver = ({ expires }: AcceptedFailure, today: string): boolean => expires !== undefined && expires < today;

/** Whether a check is red just as an entry accepts it. */
export const isAccepted = (entry: AcceptedFailure, check: CheckResult | undefined, today: string): boolean =>
  check !== undefined &&
  check.verdict === entry.verdict &&
  (entry.told === undefined || entry.told === check.reason) &&
  !isOver(entry, today);

/** What is wrong with an entry beside what was seen; null for nothing. */
function complaintOf(
  id: string,
  entry: AcceptedFailure,
  check: CheckResult | undefined,
  { known, today, strict }: Pick<GateTerms, 'known' | 'today' | 'strict'>,
): string | null {
  if (!known.has(id))
    return 'expected the id of a check, got one that no scenario has; list shows them; correct it or remove the entry';
  if (isOver(entry, today))
    return `expected a failure that is still accepted, got one that was until ${entry.expires}; mend it or accept it anew`;
  // What could not be seen this time is no news of the candidate: it stays open, and the run inconclusive.
  if (check === undefined || !isExercised(check)) return null;
  if (isAccepted(entry, check, today) || check.verdict === 'untestable' || check.verdict === 'error') return null;
  const expected = `expected ${coded(entry.verdict, entry.told)}, got`;
  if (check.verdict === 'pass') return `${expected} an unexpected pass; it is mended: remove the entry`;
  const got = coded(check.verdict, check.reason ?? undefined);
  if (!isRedBy(check, strict)) return `${expected} ${got}; the entry is stale: remove it`;
  return `${expected} ${got}; this is not what was accepted: look at it, then write the baseline anew`;
}

const coded = (verdict: string, reason?: string): string => (reason === undefined ? verdict : `${verdict} (${reason})`);

/**
 * A baseline that accepts what is red in a result: entries of checks that are red as they were accepted, or that were not selected
 * or did not apply, stay as they are; others go, or keep their reason with the verdict that was seen.
 */
export function accepting(result: Result, { baseline, strict, known, today }: GateTerms): Baseline {
  const before = baseline?.entries ?? new Map<string, AcceptedFailure>();
  const checks = checksOf(result);
  const seen = new Set(checks.filter(isExercised).map(({ id }) => id));
  const kept = [...before].filter(([id]) => known.has(id) && !seen.has(id));
  const red = checks.flatMap((check): readonly (readonly [string, AcceptedFailure])[] => {
    const { verdict, reason } = check;
    if (!isRedBy(check, strict) || verdict === 'pass' || verdict === 'not-applicable') return [];
    const entry = before.get(check.id);
    if (entry !== undefined && isAccepted(entry, check, today)) return [[check.id, entry]];
    const { expires, ...rest } = entry ?? { reason: `accepted on ${today} by --update-baseline: ${check.message}` };
    const holds = expires !== undefined && expires >= today ? { expires } : {};
    return [[check.id, { ...rest, ...holds, verdict, ...(reason === null ? {} : { told: reason }) }]];
  });
  return new Map([...kept, ...red]);
}

/** Whether a result can be accepted at all: one of an unfinished run, or of nobody, says nothing of what the candidate does. */
export const canBeAccepted = (result: Result): boolean =>
  result.complete && checksOf(result).some(({ verdict, requirement }) => verdict === 'pass' && !isOfDescriptor(requirement));

/**
 * The exit code of `run` for one result (contracts.md §1): 0 conformant, or exactly what the baseline lists is red; 1 nonconformant, or
 * the baseline says what is not so; 3 inconclusive.
 */
export function exitCodeOf(result: Result): 0 | 1 | 3 {
  const { verdict, baseline } = result;
  if (baseline === null) return verdict === 'conformant' ? 0 : verdict === 'nonconformant' ? 1 : 3;
  const open = checksOf(result).filter(({ id }) => baseline.open.includes(id));
  if (open.some(({ verdict }) => isCharged(verdict)) || baseline.complaints.length > 0) return 1;
  return open.length === 0 && canBeAccepted(result) ? 0 : 3;
}
