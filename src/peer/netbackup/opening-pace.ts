import type { Profile } from '../../protocol/profile.ts';
import type { Clock } from '../../transcript/clock.ts';
import type { EntryBody } from '../../transcript/entry.ts';

/** So many openings within one connectionInfo.period are more than NetBackup would make: what is turned away then may be our pace. */
const SEVERAL = 4;
/** The first pause where the candidate names none; each further one is four times as long. */
const FIRST_PAUSE_MS = 500;
const LONGER = 4;
/** For whom nobody answers for at the moment, a pause is a guess: he may as well be gone. */
const PATIENCE_WITH_SILENCE_MS = 4_000;
/** Pauses that led to nothing are at most so many periods together: a run has to end. */
const PERIODS_OF_PAUSES = 2;

/** Why an opening may have failed for no other reason than our pace (contracts.md §2). */
export interface TooFast {
  /** In a few words, for people. */
  readonly why: string;
  /** How long to wait before the next opening, in milliseconds; null where no more waiting is left. */
  readonly pauseMs: number | null;
  /** True where the candidate is no longer there, which is its own fault: waiting is a favour (--wait-for). */
  readonly isGone: boolean;
}

/** How fast connections are opened: at once, until the candidate turns one away that may only have come too soon. */
export class OpeningPace {
  readonly #clock: Clock;
  readonly #periodMs: number;
  readonly #scale: number;
  #recent: number[] = [];
  #hasOpened = false;
  #gapMs = 0;
  #pauseMs: number;
  /** Of the pauses since an opening succeeded. */
  #spentMs = 0;
  /** Whoever turned us away through all pauses is asked again without any. */
  #gaveUp = false;
  #favourMs: number;

  /** `favourMs` is how long a candidate is waited for that is no longer there. */
  constructor(clock: Clock, { properties, timeScale }: Profile, favourMs = 0) {
    this.#favourMs = favourMs;
    this.#clock = clock;
    this.#scale = timeScale;
    this.#periodMs = properties.connectionPeriodSeconds * 1000 * timeScale;
    this.#pauseMs = FIRST_PAUSE_MS * timeScale;
  }

  /** How long to wait before the next opening, in milliseconds: 0 until a candidate was met that wants a pause. */
  get restMs(): number {
    const last = this.#recent.at(-1);
    return last === undefined || this.#gapMs === 0 ? 0 : Math.max(0, last + this.#gapMs - this.#clock.now());
  }

  /** An opening begins. */
  begins(): void {
    const now = this.#clock.now();
    this.#recent = [...this.#recent.filter((at) => at > now - this.#periodMs), now];
  }

  /** An opening succeeded. */
  opened(): void {
    this.#hasOpened = true;
    this.#spentMs = 0;
    this.#gaveUp = false;
    if (this.#gapMs > 0) this.#pauseMs = this.#gapMs;
  }

  /**
   * What an opening that failed says of our pace, by its entries; null where it says nothing of it. `wasDropped` tells that the
   * connection before it ended without a Close: who then refuses the next one has died rather than had enough.
   */
  failed(entries: readonly EntryBody[], wasDropped = false): TooFast | null {
    const turned = turnedAway(entries);
    if (turned === null || (!turned.isSaid && !this.#hasOpened)) return null;
    // While it is still turned away after pauses, it is the same crowd that it was turned away for.
    const isCrowded = this.#recent.length >= SEVERAL || this.#spentMs > 0;
    if (turned.isSilence && (wasDropped || !isCrowded)) return this.#favour(turned.why);
    if (!turned.isSaid && !isCrowded) return null;
    const most = turned.isSilence ? PATIENCE_WITH_SILENCE_MS * this.#scale : PERIODS_OF_PAUSES * this.#periodMs;
    const pauseMs = Math.min(turned.retryAfterMs === null ? this.#pauseMs : turned.retryAfterMs * this.#scale, this.#periodMs);
    if (this.#gaveUp || this.#spentMs + pauseMs > most) {
      this.#gaveUp = true;
      this.#gapMs = 0;
      // Who says so himself has a limit; who is silent turns away a NetBackup as well, which comes once a period.
      return turned.isSaid || turned.isSilence ? { why: turned.why, pauseMs: null, isGone: false } : null;
    }
    this.#spentMs += pauseMs;
    if (!turned.isSilence) this.#gapMs = pauseMs;
    this.#pauseMs = Math.min(LONGER * pauseMs, this.#periodMs);
    return { why: turned.why, pauseMs, isGone: false };
  }

  /** A supervisor may bring a candidate back that has died, if there is time. */
  #favour(why: string): TooFast | null {
    if (this.#favourMs <= 0) return null;
    const pauseMs = Math.min(FIRST_PAUSE_MS * this.#scale, this.#favourMs);
    this.#favourMs -= pauseMs;
    return { why, pauseMs, isGone: true };
  }
}

interface TurnedAway {
  readonly why: string;
  /** The candidate says itself that we come too often. */
  readonly isSaid: boolean;
  /** Nobody is there at the moment. */
  readonly isSilence: boolean;
  readonly retryAfterMs: number | null;
}

function turnedAway(entries: readonly EntryBody[]): TurnedAway | null {
  for (const entry of entries) {
    if (entry.kind === 'tcp' && entry.event === 'failed' && /^ECONN(REFUSED|RESET)$/.test(entry.error))
      return { why: entry.error, isSaid: false, isSilence: entry.error === 'ECONNREFUSED', retryAfterMs: null };
    if (entry.kind === 'tls' && entry.problem === 'handshake-failed' && /ECONNRESET/.test(entry.detail))
      return { why: 'ECONNRESET', isSaid: false, isSilence: false, retryAfterMs: null };
    if (entry.kind !== 'upgrade' || entry.direction !== 'received') continue;
    const { status, headers, problem, detail } = entry;
    if (problem === 'closed-without-answer' && /ECONNRESET/.test(detail))
      return { why: 'ECONNRESET', isSaid: false, isSilence: false, retryAfterMs: null };
    const seconds = Number(headers['retry-after']);
    const retryAfterMs = headers['retry-after'] !== undefined && Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : null;
    if (status === 429) return { why: 'status 429 (too many requests)', isSaid: true, isSilence: false, retryAfterMs };
    if (status === 503) return { why: 'status 503', isSaid: retryAfterMs !== null, isSilence: false, retryAfterMs };
  }
  return null;
}
