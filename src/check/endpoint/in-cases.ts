import { MADE_UNREACHABLE } from '../../transcript/entry.ts';
import { type Tag, tags } from '../../transcript/mark.ts';
import { eachCase } from '../cases.ts';
import { exchangeRefs } from '../exchange.ts';
import { isOf } from '../fact.ts';
import { notApplicable, type Outcome, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { lockOut, unguardedCounterexamples } from './lock-out.ts';

/**
 * A check of each generated case that `applies` picks; a guard against guessing that ends a search is not held against the candidate.
 * One check of a search says that the candidate no longer answers at all; the others turn `tellsGone` off.
 */
export const inCases = (
  check: Check,
  applies: (carried: readonly Tag[]) => boolean = () => true,
  { tellsGone = true }: { readonly tellsGone?: boolean } = {},
): Check =>
  eachCase(check, {
    applies,
    counted: unguardedCounterexamples,
    ...(tellsGone ? { otherwise: nobodyAnswers } : {}),
    excuse: (view) =>
      lockOut(view) === undefined
        ? null
        : notApplicable('locked-out', 'a guard against wrong tokens no longer takes the good one'),
  });

/** The candidate no longer answers after a case: TCP fails, or no connection is opened, or a good CONNECT is not answered in its time. */
function nobodyAnswers(view: View, whole: View): Outcome | null {
  const failed = view.facts.filter(isOf('tcp')).find(({ entry }) => entry.event === 'failed' && entry.error !== MADE_UNREACHABLE);
  const message = 'nobody answers any more after a generated message';
  const expected = 'a candidate that goes on';
  // Who was gone before the search had said anything died of something else (CON-035 names it).
  const hasSpoken = whole.messages.some(({ entry }) => entry.direction === 'sent' && entry.at <= (failed?.entry.at ?? 0));
  if (failed !== undefined && !hasSpoken) return null;
  if (failed?.entry.event === 'failed') {
    const { host, port, error } = failed.entry;
    return violation('gone', message, expected, `${error} at ${host}:${port}`, [failed.ref]);
  }
  const silent = view.facts.filter(isOf('timer')).find(({ entry }) => entry.wait === 'opening' && entry.outcome === 'expired');
  if (silent !== undefined)
    return violation('gone', message, expected, 'no connection in the time that was waited', [silent.ref]);
  const ignored = view.exchanges.find(
    ({ type, end, request }) => type === 'CONNECT' && end === 'expired' && request.entry.deviation === undefined,
  );
  return ignored === undefined
    ? null
    : violation('gone', message, expected, 'no answer to a good CONNECT', exchangeRefs(ignored));
}

const rows: Readonly<Partial<Record<Tag, string>>> = {
  'extra-member': 'MSG-021',
  'unknown-value': 'NTF-031',
  large: 'NTF-033',
  layout: 'MSG-018',
  fragments: 'MSG-019',
  'non-ascii': 'MSG-019',
  batch: 'NTF-030',
};

/** The row that a case is charged to by what is unusual about it: the mildest that fits, ACK-001 for a usual one. */
function rowOf(carried: readonly Tag[]): string {
  const tag = tags.find((one) => carried.includes(one) && rows[one] !== undefined);
  return (tag === undefined ? undefined : rows[tag]) ?? 'ACK-001';
}

/** Picks the cases that are charged to a row. */
export const chargedTo =
  (row: string) =>
  (carried: readonly Tag[]): boolean =>
    rowOf(carried) === row;
