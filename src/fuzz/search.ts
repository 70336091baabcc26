import fc from 'fast-check';
import type { EffortName } from '../protocol/profile.ts';
import type { SearchOrder } from '../scenario/service-peer.ts';
import type { CaseStage, Counterexample, Marking, Tag } from '../transcript/mark.ts';
import { type CaseKind, replayOf } from './case-kind.ts';

/** What a search acts through, whichever role is under test. */
export interface SearchedCandidate {
  readonly search: SearchOrder;
  timeFor(what: EffortName): () => boolean;
  readonly mark: Marking<void>;
  attempt<T>(action: Promise<T>): Promise<T | undefined>;
  /** Waits for an established connection. */
  session(): Promise<unknown>;
  /** Waits for a fresh one, where it is ours to make. */
  establish(): Promise<unknown>;
}

/** How cases are kept in a file. */
export interface Keeping<T, Kept> {
  readonly kind: CaseKind<Kept>;
  readonly keep: (value: T) => Kept;
  readonly take: (kept: Kept) => T;
}

/** Keeps each case as it is. */
export const asItIs = <T>(kind: CaseKind<T>): Keeping<T, T> => ({ kind, keep: (value) => value, take: (kept) => kept });

/** What is searched, and how one case of it is driven. */
export interface Search<T, Kept = T> {
  /** The id of the scenario, for the file of a counterexample. */
  readonly scenario: string;
  /** Driven first, one by one. */
  readonly examples: readonly T[];
  /** Generates what is left when some examples have failed: `but` are the things that were unusual about those. */
  readonly cases: (but: ReadonlySet<Tag>) => fc.Arbitrary<T>;
  readonly tags: (value: T) => readonly Tag[];
  readonly steps: (value: T) => readonly string[];
  /**
   * Drives a case and throws WaitEnded, or gives false, where the candidate does not do as usual. `isPatient` asks for NetBackup's
   * whole patience, on which a verdict can rest; without it a fence is enough.
   */
  readonly drive: (value: T, isPatient: boolean) => Promise<boolean>;
  /** Cases with one part less, which fast-check's shrinking of arrays does not reach; default: none. */
  readonly without?: (value: T) => Iterable<T>;
  readonly kept: Keeping<T, Kept>;
  /** How long it goes on. */
  readonly effort: 'search' | 'side-search';
  /** How many cases at least, whatever the time. */
  readonly least: number;
  /** How many of the cases that the user has ordered: less than all where one costs more than a message. */
  readonly share: number;
}

/** Shrinking stops there, or when its time is over (issue 5): smaller is better, and small is enough. */
const SHRINK_STEPS = 200;

/**
 * Searches cases that fail, on a connection that they share, and stops at the first. What fails is driven alone, on a fresh
 * connection: where it fails again it is made smaller, a fresh connection each step, and the smallest is driven once more with
 * NetBackup's whole patience. What fails only after what came before is told as it is.
 */
export async function search<T, Kept>(peer: SearchedCandidate, what: Search<T, Kept>): Promise<void> {
  const { replay } = peer.search;
  if (replay === null) await searched(peer, what);
  else {
    const { kind, take } = what.kept;
    await replayed(peer, what, (await replayOf(kind, replay)).map(take));
  }
  // What comes next finds an established connection.
  await peer.attempt(peer.session());
}

async function searched<T, Kept>(peer: SearchedCandidate, what: Search<T, Kept>): Promise<void> {
  const { seed, runs } = peer.search;
  const isTime = peer.timeFor(what.effort);
  const most = Math.ceil(runs * what.share);
  let number = 0;
  const tryOne = async (value: T): Promise<boolean> => {
    number += 1;
    return holds(peer, what, value, number, 'search');
  };
  const failedTags = new Set<Tag>();
  for (const value of what.examples.slice(0, most)) {
    if (await tryOne(value)) continue;
    // An example has one thing about it, and cannot be made smaller; the search goes on without that thing.
    const isTaken = (await peer.attempt(peer.establish())) !== undefined;
    if (!isTaken) return lost(peer, what, { number, path: null, value });
    const alone = !(await holds(peer, what, value, number, 'smallest'));
    note(peer, what, { number, path: null, value, alone });
    if (!alone || what.tags(value).length === 0) return done(peer, number);
    for (const tag of what.tags(value)) failedTags.add(tag);
  }
  const isOver = () => number >= most || (number >= what.least && !isTime());
  // Not a filter: one that everything fell through would never end, and commands that a filter has looked at cannot be shrunk.
  const isTold = (value: T) => failedTags.size > 0 && what.tags(value).some((tag) => failedTags.has(tag));
  const arbitrary = what.cases(failedTags);
  const found = await fc.check(
    fc.asyncProperty(arbitrary, async (value) => {
      if (isOver()) throw new SearchOver();
      return isTold(value) || tryOne(value);
    }),
    { seed, numRuns: most, endOnFailure: true },
  );
  const isFound = found.failed && !(found.errorInstance instanceof SearchOver);
  if (isFound && found.counterexample !== null && found.counterexamplePath !== null) {
    const [[value], path] = [found.counterexample, found.counterexamplePath];
    const isTaken = (await peer.attempt(peer.establish())) !== undefined;
    if (!isTaken) return lost(peer, what, { number, path, value });
    await reduce(peer, what, arbitrary, isTold, { number, path, value });
  }
  done(peer, number);
}

/** The good token is no longer taken, by a guard or by a bug, or nobody is there to take it: there is nothing to try a smaller case on. */
function lost<T, Kept>(peer: SearchedCandidate, what: Search<T, Kept>, found: Found<T>): void {
  note(peer, what, { ...found, alone: false });
  done(peer, found.number);
}

/** A case that did not hold. */
interface Found<T> {
  readonly number: number;
  readonly path: string | null;
  readonly value: T;
}

/** Ends a search when its time or its cases are over. */
class SearchOver extends Error {
  override readonly name = 'SearchOver';
}

const done = (peer: SearchedCandidate, cases: number): void => peer.mark('searched', { cases, replay: false });

/** Drives exactly what a file holds; nothing where that is of another kind, which another search of the scenario drives. */
async function replayed<T, Kept>(peer: SearchedCandidate, what: Search<T, Kept>, values: readonly T[]): Promise<void> {
  for (const value of values) {
    await peer.attempt(peer.establish());
    if (!(await holds(peer, what, value, 1, 'search'))) note(peer, what, { number: null, path: null, value, alone: true });
  }
  peer.mark('searched', { cases: values.length, replay: true });
}

async function reduce<T, Kept>(
  peer: SearchedCandidate,
  what: Search<T, Kept>,
  arbitrary: fc.Arbitrary<T>,
  isTold: (value: T) => boolean,
  { number, path, value: first }: Found<T> & { readonly path: string },
): Promise<void> {
  const isTime = peer.timeFor('shrink');
  let steps = 0;
  let isLost = false;
  const alone = async (value: T): Promise<boolean> => {
    steps += 1;
    if (isLost || isTold(value) || (steps > 1 && (steps > SHRINK_STEPS || !isTime()))) return true;
    isLost = (await peer.attempt(peer.establish())) === undefined;
    return isLost || holds(peer, what, value, number, 'shrink');
  };
  const shrunk = await fc.check(fc.asyncProperty(arbitrary, alone), { seed: peer.search.seed, path, numRuns: 1 });
  if (shrunk.counterexample === null) return note(peer, what, { number, path, value: first, alone: false });
  const smallest = await withLess(shrunk.counterexample[0], what.without ?? (() => []), alone);
  isLost ||= (await peer.attempt(peer.establish())) === undefined;
  const failsAgain = !isLost && !(await holds(peer, what, smallest, number, 'smallest'));
  note(peer, what, { number, path: shrunk.counterexamplePath ?? path, value: failsAgain ? smallest : first, alone: failsAgain });
}

/** Leaves out part after part for as long as it fails. */
async function withLess<T>(value: T, without: (value: T) => Iterable<T>, alone: (value: T) => Promise<boolean>): Promise<T> {
  for (const less of without(value)) if (!(await alone(less))) return withLess(less, without, alone);
  return value;
}

async function holds<T, Kept>(
  peer: SearchedCandidate,
  what: Search<T, Kept>,
  value: T,
  number: number,
  stage: CaseStage,
): Promise<boolean> {
  peer.mark('case', { number, stage, tags: what.tags(value) });
  return (await peer.attempt(what.drive(value, stage !== 'shrink'))) ?? false;
}

function note<T, Kept>(
  peer: SearchedCandidate,
  { scenario, tags, steps, kept: { kind, keep } }: Search<T, Kept>,
  { value, ...found }: Pick<Counterexample, 'number' | 'path' | 'alone'> & { readonly value: T },
): void {
  const { seed } = peer.search;
  const { name } = kind;
  peer.mark('counterexample', {
    scenario,
    kind: name,
    seed,
    ...found,
    tags: tags(value),
    steps: steps(value),
    value: keep(value),
  });
}
