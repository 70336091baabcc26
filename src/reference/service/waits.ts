import { performance } from 'node:perf_hooks';
import type { TimeScale } from '../endpoint/seams.ts';
import { attempt } from './attempt.ts';
import type { ServiceSeams, ServiceWaitName } from './seams.ts';

/** Node runs a longer timer at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A wait that may be called off. */
export interface Wait {
  cancel(): void;
}

/** Every timer of one service; their lengths are asked of the `wait` seam, and none outlives `stop`. */
export class ServiceWaits {
  readonly #wait: ServiceSeams['wait'];
  readonly #scale: TimeScale;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(wait: ServiceSeams['wait'], scale: TimeScale) {
    this.#wait = wait;
    this.#scale = scale;
  }

  /** The milliseconds that a wait takes in this run. */
  length(name: ServiceWaitName, milliseconds: number): number {
    return this.#scale(attempt(() => this.#wait(name, milliseconds), milliseconds));
  }

  after(name: ServiceWaitName, milliseconds: number, run: () => void): Wait {
    return this.#in(this.length(name, milliseconds), run);
  }

  /** Runs at a fixed rate, the first time after one interval; what was missed while nothing ran is not made up for. */
  every(name: ServiceWaitName, milliseconds: number, run: () => void): Wait {
    let due = performance.now();
    const next = (): Wait => {
      due = Math.max(due + this.length(name, milliseconds), performance.now());
      return this.#in(due - performance.now(), () => {
        current = next();
        run();
      });
    };
    let current = next();
    return { cancel: () => current.cancel() };
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #in(milliseconds: number, run: () => void): Wait {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        attempt(run, undefined);
      },
      Math.min(milliseconds, LONGEST_MS),
    );
    this.#timers.add(timer);
    const cancel = () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
    return { cancel };
  }
}
