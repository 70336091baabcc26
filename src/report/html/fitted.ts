import type { Detail } from './conversation.ts';
import type { SafeHtml } from './safe-html.ts';

/** In characters; with the checks of a thousand a page stays below 5 MB. */
const ROOM = 3_400_000;
/** A red scenario may take so many times its share. */
const RED_SHARE = 3;
/** Richest first; the last is taken whatever room there is, so that every scenario has its diagram. */
const details: readonly Detail[] = [
  { rows: 80, raw: 8_000 },
  { rows: 60, raw: 3_000 },
  { rows: 40, raw: 1_500 },
  { rows: 24, raw: 800 },
  { rows: 14, raw: 500 },
  { rows: 10, raw: 300 },
  { rows: 8, raw: 0 },
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
  const inTurn = [...wanted].sort((a, b) => Number(b.isFirst) - Number(a.isFirst));
  for (const [index, { id, isFirst, render }] of inTurn.entries()) {
    const share = (left / (inTurn.length - index)) * (isFirst ? RED_SHARE : 1);
    const shown = richest(render, share);
    left = Math.max(0, left - shown.toString().length);
    done.set(id, shown);
  }
  return done;
}

function richest(render: Wanted['render'], share: number): SafeHtml {
  const [first, ...rest] = details;
  let shown = render(first ?? { rows: 0, raw: 0 });
  for (const detail of rest) {
    if (shown.toString().length <= share) break;
    shown = render(detail);
  }
  return shown;
}
