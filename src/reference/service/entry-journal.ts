import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { attempt } from './attempt.ts';
import { objectMember, stringifyExactly } from './exact-json.ts';
import type { KeptEntry, NotificationEntry } from './session.ts';

/** What a line of the events tells, which is also how an entry is kept; null where it is no event (contracts §5). */
export function readEntry(line: string): NotificationEntry | null {
  return attempt(() => {
    const { object } = Object(JSON.parse(line)) as { readonly object?: unknown };
    const data = objectMember(line, 'data');
    return (object === 'JOB' || object === 'IMAGE') && data !== null ? { object, data } : null;
  }, null);
}

/** The entries that a journal still holds, in order; a line that was torn is none. */
export function readJournal(journal: string): readonly KeptEntry[] {
  const entries = new Map<number, KeptEntry>();
  for (const line of attempt(() => readFileSync(journal, 'utf8'), '').split('\n')) {
    const { number, erased } = Object(parsedJson(line)) as Readonly<Record<string, unknown>>;
    const entry = readEntry(line);
    if (typeof erased === 'number') entries.delete(erased);
    else if (typeof number === 'number' && entry !== null) entries.set(number, { ...entry, number });
  }
  return [...entries.values()];
}

/** Reads a journal, and writes it anew without what is over. */
export function loadEntries(journal: string): readonly KeptEntry[] {
  mkdirSync(dirname(journal), { recursive: true });
  if (!existsSync(journal)) return [];
  const entries = readJournal(journal);
  writeFileSync(`${journal}.part`, entries.map(lineOf).join(''));
  renameSync(`${journal}.part`, journal);
  return entries;
}

/** One more line, so that nothing is written twice and a process that dies loses nothing but a line that it was writing. */
export function saveEntry(entry: KeptEntry, journal: string): void {
  appendFileSync(journal, lineOf(entry));
}

/** What one acknowledgement settles is noted at once. */
export function eraseEntries(entries: readonly KeptEntry[], journal: string): void {
  appendFileSync(journal, entries.map(({ number }) => `${JSON.stringify({ erased: number })}\n`).join(''));
}

const lineOf = ({ number, object, data }: KeptEntry): string => `${stringifyExactly({ number, object, data })}\n`;
