import { type Entry, FLOOD } from '../transcript/entry.ts';
import type { Recorder } from '../transcript/recorder.ts';

/** What a conforming candidate says in a whole run is some five hundred entries, that of a slow one a few thousand. */
const MOST = 20_000;

/**
 * Counts what a service candidate says over a whole run, on however many connections: a flood that always begins anew would never
 * be one on any of them (reliability.md H20, H47).
 */
export class FloodMeter {
  readonly #flood = new AbortController();
  readonly #reason: string;
  #heard = 0;

  /** `reason` is why waits end by the signal. */
  constructor(reason: string) {
    this.#reason = reason;
  }

  /** Aborted when it is too much. */
  get signal(): AbortSignal {
    return this.#flood.signal;
  }

  /** Takes note of an entry; the first one that is too many is marked. */
  count({ direction }: Entry, recorder: Recorder): void {
    if (direction !== 'received') return;
    this.#heard += 1;
    if (this.#heard !== MOST + 1) return;
    recorder.mark(FLOOD, `more than ${MOST} messages, pings and connections in one run`);
    this.#flood.abort(this.#reason);
  }
}
