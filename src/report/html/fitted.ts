import type { Detail } from './conversation.ts';
import type { SafeHtml } from './safe-html.ts';

/** In characters; with the checks of a thousand a page stays below 5 MB. */
const ROOM = 3_400_000;
/** What the least detail takes, about: kept for each that is still to come. */
const LEAST = 6_000;
/** A red scenario may take so many times its share of what is left beyond that. */
const RED_SHARE = 3;
/** Richest first; the last is taken whatever room there is, so that every scenario has its diagram. */
const details: readonly Detail[] = [
  { rows: 80, raw: 8_000, rawOf: 'all' },
  { rows: 60, raw: 3_000, rawOf: 'all' },
  { rows: 40, raw: 1_500, rawOf: 'all' },
  { rows: 24, raw: 1_000, rawOf: 'all' },
  { rows: 16, raw: 800, rawOf: 'cited' },
  { rows: 10, raw: 500, rawOf: 'cited' },
  { rows: 8, raw: 0, rawOf: 'none' },
];

/** Something that can be shown in more or less detail. */
export interface Wanted {
  readonly id: string;
  /** Whether it is served before the others. */
  readonly isFirst: boolean;
  readonly render: (detail: Detail) => SafeHtml;
}

/** Renders all in as much detail as there is room for, each by its share of what is left. */
export function fitted(wanted: readonly Wanted[], room = ROOM): ReadonlyMap<string, SafeHtml> {
  const done = new Map<string, SafeHtml>();
  let left = room;
  let from = 0;
  const inTurn = [...wanted].sort((a, b) => Number(b.isFirst) - Number(a.isFirst));
  for (const [index, { id, isFirst, render }] of inTurn.entries()) {
    const others = inTurn.length - index;
    const spare = Math.max(0, left - LEAST * others);
    const share = LEAST + (spare / others) * (isFirst ? RED_SHARE : 1);
    // What the last one came to is a good guess, so that few are rendered more than twice.
    const level = levelFor(render, share, Math.max(0, from - 1));
    from = level.index;
    left = Math.max(0, left - level.shown.toString().length);
    done.set(id, level.shown);
  }
  return done;
}

function levelFor(render: Wanted['render'], share: number, from: number): { readonly shown: SafeHtml; readonly index: number } {
  for (let index = from; ; index += 1) {
    const detail = details[index];
    if (detail === undefined) throw new Error('expected a last detail, got none');
    const shown = render(detail);
    if (shown.toString().length <= share || index === details.length - 1) return { shown, index };
  }
}
