import { member } from './codec.ts';

/** One entry of a NOTIFICATION, and what its element says it is about: JOB or IMAGE by the rules (guide §1.6). */
export interface NotificationEntry {
  readonly object: unknown;
  readonly data: unknown;
}

/** The entries of a NOTIFICATION payload, in order; what should be an array and is none holds none. */
export const entriesIn = (payload: unknown): readonly NotificationEntry[] =>
  walk(payload, (value) => (Array.isArray(value) ? value : []));

/** The same as a lenient reader has it, for drives: what should be an array and is none is taken for its only item. */
export const entriesMeantIn = (payload: unknown): readonly NotificationEntry[] =>
  walk(payload, (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]));

const walk = (payload: unknown, itemsOf: (value: unknown) => readonly unknown[]): readonly NotificationEntry[] =>
  itemsOf(payload).flatMap((element) =>
    itemsOf(member(element, 'data')).map((data) => ({ object: member(element, 'object'), data })),
  );
