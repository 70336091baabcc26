import { boundOf } from '../../protocol/profile.ts';
import type { RunContext } from '../../scenario/run-context.ts';
import type { Settle } from '../waits.ts';

interface Waiting {
  readonly hex: string;
  readonly settle: Settle;
}

/** The one ping in flight on a connection, and which pong is taken for its answer. */
export class PingWatch {
  readonly #run: Pick<RunContext, 'clock' | 'profile'>;
  #waiting: Waiting | null = null;

  constructor(run: Pick<RunContext, 'clock' | 'profile'>) {
    this.#run = run;
  }

  /** Waits for a pong; gives what undoes that. */
  watch(data: Uint8Array, settle: Settle): () => void {
    this.#waiting = { hex: Buffer.from(data).toString('hex'), settle };
    return () => {
      this.#waiting = null;
    };
  }

  /**
   * A pong with the data of the ping settles its wait. Another may be unsolicited (RFC 6455 §5.5.3), or a wrong answer; it settles
   * the wait too when the right one has not followed in the time that a close is given.
   */
  came(hex: string): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    const settle = () => {
      if (this.#waiting === waiting) this.#waiting = null;
      waiting.settle('came');
    };
    if (hex === waiting.hex) settle();
    else this.#run.clock.after(boundOf('closing', this.#run.profile), settle);
  }

  /** The connection has ended. */
  end(): void {
    this.#waiting?.settle('ended');
    this.#waiting = null;
  }
}
