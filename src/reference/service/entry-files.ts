import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './attempt.ts';
import { objectMember, stringifyExactly } from './exact-json.ts';
import type { Entry, KeptEntry } from './session.ts';

const NAME = /^\d{15}\.json$/;

/** What a line of the events tells, which is also how an entry is kept; null where it is no event (contracts §5). */
export function readEntry(line: string): Entry | null {
  return attempt(() => {
    const { object } = Object(JSON.parse(line)) as { readonly object?: unknown };
    const data = objectMember(line, 'data');
    return (object === 'JOB' || object === 'IMAGE') && data !== null ? { object, data } : null;
  }, null);
}

/** Reads the entries of a folder in order; a file that is none is left alone. */
export function loadEntries(folder: string): readonly KeptEntry[] {
  const names = attempt(() => readdirSync(folder), []).filter((name) => NAME.test(name));
  return names.sort().flatMap((name) => {
    const entry = attempt(() => readEntry(readFileSync(join(folder, name), 'utf8')), null);
    return entry === null ? [] : [{ ...entry, number: Number.parseInt(name, 10) }];
  });
}

/** Writes an entry beside its place and moves it there, so that it is never half there, whenever the process dies. */
export function saveEntry({ object, data, number }: KeptEntry, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = fileOf(number, folder);
  writeFileSync(`${file}.part`, stringifyExactly({ object, data }));
  renameSync(`${file}.part`, file);
}

export function eraseEntry({ number }: KeptEntry, folder: string): void {
  rmSync(fileOf(number, folder), { force: true });
}

const fileOf = (number: number, folder: string): string => join(folder, `${String(number).padStart(15, '0')}.json`);
