import { isObject } from '../../protocol/codec.ts';
import { claimOf, couldAnswer, isEcho } from '../../protocol/correlation.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { RunContext } from '../../scenario/run-context.ts';
import type { Entry, WaitOutcome } from '../../transcript/entry.ts';

/**
 * How long a message that might be meant for something else is put aside for the right one, before a lenient drive takes it all the
 * same: long enough for the answer to a batch of 1 MiB.
 */
const STALE_GRACE_MS = 2_000;

/** After so many answers that seemed to be meant for something else, and were followed by no right one, this is how the candidate answers. */
const HABIT = 3;

/** How a candidate has answered so far, over all connections of a peer. */
export interface Habit {
  /** How many stale answers were the only ones. */
  staleAnswers: number;
  /** How many late answers to something else were the only ones that came. */
  lateAnswers: number;
}

/** A request of ours that waits for its answer. */
export interface Waiter {
  readonly type: string;
  readonly id: string;
  /** As it was sent. */
  readonly text: string;
  readonly settle: (outcome: WaitOutcome, came?: { readonly message: unknown; readonly entry: Entry }) => void;
}

/** `stale`: it could be meant, but its id is that of a request that has its answer, so it is more likely a second one to that. */
type Match = 'exact' | 'lenient' | 'stale' | 'no';

/**
 * Who waits for an answer on one connection, and which message is taken for it: one under the request's own id, and failing that one
 * that could only be meant for the one request that is open.
 */
export class AnswerWaiters {
  readonly #run: Pick<RunContext, 'clock' | 'profile'>;
  readonly #habit: Habit;
  readonly #open = new Set<Waiter>();
  /** By id: how many answers are due to what was sent under it, less those that came; 0 where it has them all. */
  readonly #due = new Map<string, number>();

  /** Requests that got none of the answers that could have been theirs. */
  readonly #passedOver = new WeakSet<Waiter>();

  constructor(run: Pick<RunContext, 'clock' | 'profile'>, habit: Habit) {
    this.#run = run;
    this.#habit = habit;
  }

  add(waiter: Waiter): void {
    this.expect(waiter.id);
    this.#open.add(waiter);
  }

  /** Something was sent that nobody waits for: its answer is not to be taken for another's. */
  expect(id: string): void {
    this.#due.set(id, (this.#due.get(id) ?? 0) + 1);
  }

  /** It waits no longer; an answer that comes now belongs to nobody. */
  drop(waiter: Waiter): void {
    this.#open.delete(waiter);
    if (this.#passedOver.has(waiter)) this.#habit.lateAnswers += 1;
  }

  /** Gives a message to the request that it answers; false where there is none. */
  take(message: unknown, text: string, entry: Entry): boolean {
    const matches = [...this.#open].map((waiter) => ({ waiter, match: this.#match(waiter, message, text) }));
    const own = matches.find(({ match }) => match === 'exact');
    const isLate = this.#came(plainText(claimOf(message).id)) && own === undefined && claimOf(message).subType === 'RESPONSE';
    // A late answer to something else is nobody's here, unless all its answers are.
    if (isLate && this.#habit.lateAnswers < HABIT) {
      for (const { waiter, match } of matches) if (match !== 'no') this.#passedOver.add(waiter);
      return true;
    }
    const meant = matches.filter(({ match }) => match === 'lenient' || match === 'stale');
    const found = own ?? (meant.length === 1 ? meant[0] : undefined);
    if (found === undefined) return false;
    const { waiter, match } = found;
    const settle = (): boolean => {
      const wasOpen = this.#open.delete(waiter);
      if (!wasOpen) return false;
      // It has its answer, under whatever id that came.
      if (match !== 'exact') this.#came(waiter.id);
      waiter.settle('came', { message, entry });
      return true;
    };
    if (match !== 'stale' || this.#habit.staleAnswers >= HABIT) settle();
    else {
      this.#run.clock.after(STALE_GRACE_MS * this.#run.profile.timeScale, () => {
        if (settle()) this.#habit.staleAnswers += 1;
      });
    }
    return true;
  }

  /** Nothing more will come. */
  end(): void {
    const waiters = [...this.#open];
    this.#open.clear();
    for (const waiter of waiters) waiter.settle('ended');
  }

  /** One answer less is due under this id; false where none was. */
  #came(id: string): boolean {
    const due = this.#due.get(id) ?? 0;
    if (due > 0) this.#due.set(id, due - 1);
    return due > 0;
  }

  #match(waiter: Waiter, answer: unknown, raw: string): Match {
    if (!isObject(answer)) return raw.includes(waiter.id) ? 'lenient' : 'no';
    const claim = claimOf(answer);
    // An echo of the request is no answer to it.
    if (claim.subType === 'REQUEST' && isEcho(parsedJson(waiter.text), answer)) return 'no';
    const match = couldAnswer(waiter, answer);
    if (match !== 'lenient') return match;
    // A CONNECT RESPONSE that nobody asked for would decide about a token: the right one is waited for.
    return waiter.type === 'CONNECT' || this.#due.has(plainText(claim.id)) ? 'stale' : 'lenient';
  }
}
