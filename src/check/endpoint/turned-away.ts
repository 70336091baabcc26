import { meansNo, meansYes } from '../../protocol/correlation.ts';
import { show } from '../every-message.ts';
import { exchangeRefs } from '../exchange.ts';
import { isOf } from '../fact.ts';
import type { Reference } from '../outcome.ts';
import { type View, withFacts } from '../view.ts';
import { connectAnswerOf, goodPresentations, validOf } from './presentation.ts';
import { wrongTokens } from './unless-locked-out.ts';

/** The good token, or the upgrade before it, turned away by the candidate; silence is something else. */
export interface TurnedAway {
  /** The number of the entry from which on it could be turned away. */
  readonly entry: number;
  /** Whose token it was; null at an upgrade, which shows none. */
  readonly place: number | null;
  readonly how: string;
  readonly evidence: readonly Reference[];
}

/** All of them, by their order in the transcript. */
export function turnedAway(view: View): readonly TurnedAway[] {
  const tokens = goodPresentations(view).flatMap((one): readonly TurnedAway[] => {
    const { exchange, place } = one;
    const isClosed = exchange.end === 'closed-by-candidate';
    if (!isClosed && !meansNo(connectAnswerOf(one))) return [];
    const how = isClosed ? 'the end of the connection' : show(validOf(one));
    return [{ entry: exchange.request.ref.entry, place, how, evidence: exchangeRefs(exchange) }];
  });
  const upgrades = view.facts.filter(isOf('upgrade')).flatMap(({ entry, ref }): readonly TurnedAway[] => {
    if (entry.direction !== 'received' || entry.problem === null || entry.problem === 'silent') return [];
    return [{ entry: ref.entry, place: null, how: entry.detail, evidence: [ref] }];
  });
  return [...tokens, ...upgrades].sort((a, b) => a.entry - b.entry);
}

/** For each place, the entry of its token that was taken last; those from `before` on do not count. */
export function lastTaken(view: View, before = Number.POSITIVE_INFINITY): ReadonlyMap<number | null, number> {
  const taken = goodPresentations(view).filter(
    (one) => one.exchange.request.ref.entry < before && meansYes(connectAnswerOf(one)),
  );
  return new Map(taken.map(({ place, exchange }) => [place, exchange.request.ref.entry]));
}

/**
 * Whether a guard against guessing may be why (contracts.md §2): since `from`, or since the same token was last taken, a wrong one
 * was presented, or, in a run that had guessed before, something that is not a good CONNECT.
 */
export function mayBeGuard(view: View, { entry: at, place }: TurnedAway, from: number): boolean {
  const taken = lastTaken(view, at);
  // An upgrade shows no token: it may be about the one that was not taken for the longest time.
  const of = place === null ? [...taken.values()] : [taken.get(place) ?? 0];
  const since = of.length === 0 ? 0 : Math.min(from, ...of);
  const between = (first: number) => view.facts.filter(({ ref }) => ref.entry >= first && ref.entry < at);
  const during = between(since);
  if (wrongTokens(withFacts(view, during)) > 0) return true;
  const deviates = during.some(({ entry }) => entry.kind === 'message' && entry.deviation !== undefined);
  return deviates && wrongTokens(withFacts(view, between(0))) > 0;
}
