import type { CheckResult } from '../../result/result.ts';
import type { Entry, Transcript } from '../../transcript/entry.ts';

/** A row of a diagram. */
export type Item =
  | { readonly kind: 'entry'; readonly entry: Entry }
  /** Our own delays, one after another. */
  | { readonly kind: 'lag'; readonly entries: readonly Entry[]; readonly worstMs: number }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** The checks that cite an entry, by its number. */
export type Citations = ReadonlyMap<number, readonly CheckResult[]>;

/** Which checks cite which entries of a transcript. */
export function citationsOf(transcript: string, checks: readonly CheckResult[]): Citations {
  const found = new Map<number, CheckResult[]>();
  for (const check of checks) {
    for (const { transcript: of, entry } of check.evidence) {
      const known = found.get(entry);
      if (of !== transcript || known?.includes(check)) continue;
      if (known === undefined) found.set(entry, [check]);
      else known.push(check);
    }
  }
  return found;
}

/** Of one check that cites thousands, its first entries and its last. */
const FIRST_OF_A_CHECK = 6;
const LAST_OF_A_CHECK = 2;

/**
 * Chooses at most so many rows of a transcript: the first entries and the last, what the checks cite, those that did not pass first,
 * what stands around it, and then from the beginning. Each gap says what was left out.
 */
export function itemsOf({ header, entries }: Transcript, checks: readonly CheckResult[], most: number): readonly Item[] {
  const all = joined(entries);
  const indexOf = new Map(all.flatMap((item, index) => entriesIn(item).map(({ n }) => [n, index] as const)));
  const chosen = new Set<number>();
  const choose = (index: number | undefined): void => {
    if (index !== undefined && index >= 0 && index < all.length && chosen.size < most) chosen.add(index);
  };
  for (const index of [0, all.length - 1, 1, all.length - 2]) choose(index);
  const sorted = [...checks].sort((a, b) => Number(a.verdict === 'pass') - Number(b.verdict === 'pass'));
  const cited = sorted.map(({ evidence }) => {
    const here = evidence.filter(({ transcript }) => transcript === header.scenario).map(({ entry }) => indexOf.get(entry));
    return [...here.slice(0, FIRST_OF_A_CHECK), ...here.slice(FIRST_OF_A_CHECK).slice(-LAST_OF_A_CHECK)];
  });
  // In turns, so that a check with many does not crowd out the others.
  for (let turn = 0; turn < FIRST_OF_A_CHECK + LAST_OF_A_CHECK; turn += 1) for (const one of cited) choose(one[turn]);
  for (const distance of [1, 2])
    for (const index of [...chosen]) {
      choose(index + distance);
      choose(index - distance);
    }
  for (let index = 0; chosen.size < most && index < all.length; index += 1) choose(index);
  return withGaps(all, chosen);
}

function joined(entries: readonly Entry[]): readonly Item[] {
  const items: Item[] = [];
  for (const entry of entries) {
    const last = items.at(-1);
    if (entry.kind !== 'lag') items.push({ kind: 'entry', entry });
    else if (last?.kind !== 'lag') items.push({ kind: 'lag', entries: [entry], worstMs: entry.lagMs });
    else
      items[items.length - 1] = {
        kind: 'lag',
        entries: [...last.entries, entry],
        worstMs: Math.max(last.worstMs, entry.lagMs),
      };
  }
  return items;
}

const entriesIn = (item: Item): readonly Entry[] => {
  if (item.kind === 'entry') return [item.entry];
  return item.kind === 'lag' ? item.entries : [];
};

function withGaps(all: readonly Item[], chosen: ReadonlySet<number>): readonly Item[] {
  const items: Item[] = [];
  let left: Entry[] = [];
  const close = () => {
    const [first, last] = [left[0], left.at(-1)];
    // One entry takes no more room than the row that says that it is not there.
    if (first !== undefined && first === last) items.push(...joined([first]));
    else if (first !== undefined && last !== undefined) items.push({ kind: 'gap', from: first.n, to: last.n });
    left = [];
  };
  for (const [index, item] of all.entries()) {
    if (!chosen.has(index)) {
      left.push(...entriesIn(item));
      continue;
    }
    close();
    items.push(item);
  }
  close();
  return items;
}
