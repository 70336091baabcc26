import { boundOf, type Profile } from '../../protocol/profile.ts';
import type { Clock } from '../../transcript/clock.ts';
import type { Settle } from '../waits.ts';

interface Waiting {
  readonly hex: string;
  readonly settle: Settle;
}

/** The one ping in flight on a connection, and which pong is taken for its answer. */
export class PingWatch {
  readonly #clock: Clock;
  readonly #profile: Profile;
  #waiting: Waiting | null = null;

  constructor(clock: Clock, profile: Profile) {
    this.#clock = clock;
    this.#profile = profile;
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
    else this.#clock.after(boundOf('closing', this.#profile), settle);
  }

  /** The connection has ended. */
  end(): void {
    this.#waiting?.settle('ended');
    this.#waiting = null;
  }
}
