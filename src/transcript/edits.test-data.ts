import { decode } from '../protocol/codec.ts';
import { claimOf } from '../protocol/correlation.ts';
import { plainText } from '../protocol/plain-text.ts';
import type { Entry, EntryBody, Transcript, TranscriptHeader } from './entry.ts';

/** Makes another transcript of one: what a candidate with one deviation would have left. Throws where what it names is not there. */
export type Edit = (transcript: Transcript) => Transcript;

/**
 * What an entry is called in a table: `received CONNECT RESPONSE`, `sent ping`, `timer acknowledgement`, `mark control`. A name with a
 * number, `received pong #2`, is the second of that name, with #-1 the last; a name without one is all of them.
 */
export function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case 'message': {
      const decoded = decode(entry.text);
      const { type, subType } = entry.cut ?? claimOf(decoded.kind === 'object' ? decoded.value : undefined);
      const name = [type, subType].map(plainText).join(' ').trim();
      return `${entry.direction} ${type === undefined ? 'message' : name}`;
    }
    case 'timer':
      return `timer ${entry.wait}`;
    case 'mark':
      return `mark ${entry.name}`;
    case 'hook':
      return `${entry.direction} ${entry.hook}`;
    case 'probe':
      return `${entry.direction} ${entry.probe}`;
    case 'http':
      return `${entry.direction} http ${entry.server}`;
    case 'event':
      return `${entry.direction} ${entry.object}`;
    case 'tcp':
    case 'file':
    case 'process':
      return `${entry.direction} ${entry.kind} ${entry.event}`;
    default:
      return `${entry.direction} ${entry.kind}`;
  }
}

/** The positions of the entries of a name; throws where there are none. */
function positionsOf({ header, entries }: Transcript, name: string): readonly number[] {
  const [, plain = name, number] = /^(.*) #(-?\d+)$/.exec(name) ?? [];
  const all = entries.flatMap((entry, index) => (nameOf(entry) === plain ? [index] : []));
  const picked = number === undefined ? all : all.slice(...sliceOf(Number(number)));
  if (picked.length === 0)
    throw new Error(`${header.scenario}: expected an entry '${name}', got ${[...new Set(entries.map(nameOf))].join(', ')}`);
  return picked;
}

const sliceOf = (number: number): readonly [number, number?] =>
  number === -1 ? [-1] : number < 0 ? [number, number + 1] : [number - 1, number];

/** A transcript of some entries, numbered anew from 1 without gaps; timers go on naming the entries that they named. */
export function numbered(header: TranscriptHeader, entries: readonly Entry[]): Transcript {
  const numbers = new Map<number, number>();
  for (const [index, { n }] of entries.entries()) if (!numbers.has(n)) numbers.set(n, index + 1);
  const again = (n: number | null) => (n === null ? null : (numbers.get(n) ?? null));
  return {
    header,
    entries: entries.map((entry, index) =>
      entry.kind === 'timer' ? { ...entry, n: index + 1, of: again(entry.of), by: again(entry.by) } : { ...entry, n: index + 1 },
    ),
  };
}

/** Puts in place of each entry of a name what `made` makes of it. */
const replacing =
  (name: string, made: (entry: Entry) => readonly Entry[]): Edit =>
  (transcript) => {
    const positions = positionsOf(transcript, name);
    return numbered(
      transcript.header,
      transcript.entries.flatMap((entry, index) => (positions.includes(index) ? made(entry) : [entry])),
    );
  };

/** One edit after another. */
export const both =
  (...edits: readonly Edit[]): Edit =>
  (transcript) =>
    edits.reduce((made, edit) => edit(made), transcript);

/** These never happened. */
export const without = (...names: readonly string[]): Edit => both(...names.map((name) => replacing(name, () => [])));

/** Nothing of what came after one happened. */
export const until =
  (name: string): Edit =>
  (transcript) =>
    numbered(transcript.header, transcript.entries.slice(0, (positionsOf(transcript, name)[0] ?? 0) + 1));

/** A wait ran out, since these never came, and the drive ended with it. */
export const ranOut = (wait: string, ...missing: readonly string[]): Edit =>
  both(until(wait), having(wait, { outcome: 'expired', by: null }), without(...missing));

/** The same once more, at once. */
export const twice = (name: string): Edit => replacing(name, (entry) => [entry, entry]);

/** One has other members. */
export const having = (name: string, members: Readonly<Record<string, unknown>>): Edit =>
  replacing(name, (entry) => [{ ...entry, ...members } as Entry]);

/** The text of a message, or any other entry as JSON, reads otherwise: the first place where `from` stands. */
export const saying = (name: string, from: string | RegExp, to: string | ((found: string) => string)): Edit =>
  replacing(name, (entry) => {
    const [before, put] =
      entry.kind === 'message'
        ? [entry.text, (text: string): Entry => ({ ...entry, text, bytes: Buffer.byteLength(text) })]
        : [JSON.stringify(entry), (text: string): Entry => JSON.parse(text) as Entry];
    const after = typeof to === 'string' ? before.replace(from, to) : before.replace(from, to);
    if (after === before) throw new Error(`expected ${String(from)} in '${name}', got ${before}`);
    return [put(after)];
  });

/** So many milliseconds more pass before one, and before all that comes after it. */
export const later =
  (name: string, ms: number): Edit =>
  (transcript) => {
    const from = positionsOf(transcript, name)[0] ?? 0;
    const { header, entries } = transcript;
    return { header, entries: entries.map((entry, index) => (index < from ? entry : { ...entry, at: entry.at + ms })) };
  };

/** The least by which two times in a transcript differ. */
const MOMENT_MS = 0.001;

/** One happened right before another did. */
export const movedBefore =
  (name: string, other: string): Edit =>
  (transcript) => {
    const [from = 0] = positionsOf(transcript, name);
    const [to = 0] = positionsOf(transcript, other);
    const { entries } = transcript;
    const moved = entries.slice(from, from + 1).map((entry) => ({ ...entry, at: (entries[to]?.at ?? entry.at) - MOMENT_MS }));
    return numbered(
      transcript.header,
      entries.flatMap((entry, index) => (index === from ? [] : index === to ? [...moved, entry] : [entry])),
    );
  };

/** One more thing happened right after another, at its moment and on its connection. */
export const adding = (name: string, body: EntryBody): Edit =>
  replacing(name, (entry) => [entry, { ...body, ...whereOf(entry) }]);

/** Where one stands that comes right after an entry; its number lies between. */
const whereOf = ({ n, at, connection }: Entry): Pick<Entry, 'n' | 'at' | 'connection'> => ({
  n: n + 0.5,
  at,
  ...(connection === undefined ? {} : { connection }),
});

/** One happened once more right after another, at its moment and on its connection. */
export const again =
  (name: string, after: string): Edit =>
  (transcript) => {
    const [from = 0] = positionsOf(transcript, name);
    const copy = transcript.entries[from];
    const repeated = (entry: Entry): readonly Entry[] =>
      copy === undefined ? [entry] : [entry, { ...entry, ...copy, ...whereOf(entry) }];
    return replacing(after, repeated)(transcript);
  };

/** One happened so many times more, each time on a connection of its own. */
export const onMoreConnections = (name: string, times: number): Edit =>
  replacing(name, (entry) => [
    entry,
    ...Array.from({ length: times }, (_one, index) => ({ ...entry, connection: `${entry.connection} ${index + 1} more` })),
  ]);

/** The group is another one, for instance of one endpoint only. */
export const ofGroup =
  (change: (group: TranscriptHeader['group']) => TranscriptHeader['group']): Edit =>
  ({ header, entries }) => ({ header: { ...header, group: change(header.group) }, entries });
