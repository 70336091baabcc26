import type { Entry } from '../transcript/entry.ts';

/** Where two transcripts part: the entries, either of which is null where that transcript has ended. */
export interface FirstDifference {
  readonly from: Entry | null;
  readonly to: Entry | null;
}

/**
 * The first message, or end of a connection, that is not the same in two transcripts of one scenario; null where all are. What differs
 * in every run says nothing: ids count by the order in which they come, and times not at all.
 */
export function firstDifference(before: readonly Entry[], after: readonly Entry[]): FirstDifference | null {
  const [old, now] = [comparable(before), comparable(after)];
  for (let index = 0; index < Math.max(old.length, now.length); index += 1) {
    const [from, to] = [old[index], now[index]];
    if (from?.text !== to?.text) return { from: from?.entry ?? null, to: to?.entry ?? null };
  }
  return null;
}

interface Comparable {
  readonly entry: Entry;
  readonly text: string;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Times since 1970 in these decades, and the job ids that a run invents (1800000001 to 1899999999). */
const SECONDS = /(?<!\d)1[678]\d{8}(?!\d)/g;
const MILLISECONDS = /(?<!\d)1[678]\d{11}(?!\d)/g;

function comparable(entries: readonly Entry[]): readonly Comparable[] {
  const ids = new Map<string, string>();
  const named = (id: string): string => {
    const key = id.toLowerCase();
    if (!ids.has(key)) ids.set(key, `id ${ids.size + 1}`);
    return ids.get(key) ?? '';
  };
  return entries.flatMap((entry): readonly Comparable[] => {
    if (entry.kind !== 'message' && entry.kind !== 'close') return [];
    const said = entry.kind === 'message' ? `${entry.binary} ${entry.text}` : `${entry.code} ${entry.reason}`;
    return [
      {
        entry,
        text: `${entry.kind} ${entry.direction} ${said.replace(UUID, named).replace(SECONDS, 'seconds').replace(MILLISECONDS, 'milliseconds')}`,
      },
    ];
  });
}
