import { performance } from 'node:perf_hooks';

/** A cancellable timer of a clock. */
export interface Timer {
  cancel(): void;
}

/** The only source of time: monotonic for every bound, wall for display and for `timeStamp`; tests put in their own. */
export interface Clock {
  /** Monotonic milliseconds with a fraction; its zero means nothing. */
  now(): number;
  /** Milliseconds since the Unix epoch. */
  wall(): number;
  after(milliseconds: number, run: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};
