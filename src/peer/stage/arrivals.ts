import type { ServiceWait } from '../../protocol/profile.ts';
import { WaitEnded } from '../../scenario/service-peer.ts';
import type { Entry } from '../../transcript/entry.ts';
import type { PeerWaits } from '../waits.ts';

interface Arrival<T> {
  readonly value: T;
  readonly entry: Entry | null;
}

/** Things of one kind that the candidate does, in order; each is waited for once, or forgotten. */
export class Arrivals<T> {
  readonly #what: string;
  readonly #waits: PeerWaits;
  #come: Arrival<T>[] = [];
  #take: ((arrival: Arrival<T>) => void) | null = null;

  constructor(what: string, waits: PeerWaits) {
    this.#what = what;
    this.#waits = waits;
  }

  add(value: T, entry: Entry | null): void {
    if (this.#take === null) this.#come.push({ value, entry });
    else this.#take({ value, entry });
  }

  /** The next one that nobody has waited for; throws a WaitEnded where it does not come. */
  async next(wait: ServiceWait): Promise<T> {
    let taken: Arrival<T> | undefined;
    const outcome = await this.#waits.run(wait, null, (settle) => {
      const take = (arrival: Arrival<T>) => {
        this.#take = null;
        taken = arrival;
        settle('came', arrival.entry ?? undefined);
      };
      const first = this.#come.shift();
      if (first !== undefined) take(first);
      else this.#take = take;
      return () => {
        this.#take = null;
      };
    });
    this.#take = null;
    if (outcome === 'came' && taken !== undefined) return taken.value;
    throw new WaitEnded(`no ${this.#what} (${outcome})`);
  }

  forget(): void {
    this.#come = [];
  }
}
