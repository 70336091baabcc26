import type { Clock, Timer } from './clock.ts';
import type { Recorder } from './recorder.ts';

/** Short enough to see a stall that could spoil the shortest bound judged (a quarter of one second), long enough to cost nothing. */
const SAMPLE_MS = 20;
/** Ordinary scheduling noise on a quiet machine stays below this (reliability.md §0.8). */
const NOTED_MS = 10;

/** Records how late our own event loop ran, so that no time verdict is blamed on the candidate for our own delay. */
export class LagMeter {
  readonly #clock: Clock;
  readonly #recorders: () => Iterable<Recorder>;
  #due = 0;
  #timer: Timer | null = null;

  /** `recorders` gives those that are to know of a stall: all whose drives are under way. */
  constructor(clock: Clock, recorders: () => Iterable<Recorder>) {
    this.#clock = clock;
    this.#recorders = recorders;
  }

  start(): void {
    this.#due = this.#clock.now() + SAMPLE_MS;
    this.#timer = this.#clock.after(SAMPLE_MS, () => {
      this.sample();
      this.start();
    });
  }

  /** Notes a stall that has not been noted yet; called before a transcript is judged. */
  sample(): void {
    if (this.#timer === null) return;
    const lagMs = Math.round(this.#clock.now() - this.#due);
    if (lagMs < NOTED_MS) return;
    for (const recorder of this.#recorders()) recorder.record({ kind: 'lag', direction: 'local', lagMs });
    this.#due = this.#clock.now() + SAMPLE_MS;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }
}
