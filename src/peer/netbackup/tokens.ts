import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import { alterToken } from '../../protocol/token.ts';
import type { Seat, Token } from '../../scenario/service-peer.ts';
import type { SeatSummary } from '../../transcript/entry.ts';
import type { Redactor } from '../../transcript/redactor.ts';

const byPriority = (descriptors: readonly Descriptor[]): readonly Descriptor[] =>
  [...descriptors].sort((a, b) => a.priority - b.priority);

/** The endpoints in NetBackup's order: by numeric priority, ties as given (guide §1.3). */
export const seatsOf = (descriptors: readonly Descriptor[]): readonly SeatSummary[] =>
  byPriority(descriptors).map(({ priority, hostName, url }, index) => ({ place: index + 1, priority, hostName, url }));

/** The secrets of a run by their labels: scenarios and transcripts only ever see a label. */
export class Tokens {
  readonly #redactor: Redactor;
  readonly #secrets = new Map<string, string>();

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  /** The endpoints with their tokens, and with altered forms of them. */
  seats(descriptors: readonly Descriptor[]): readonly Seat[] {
    const secrets = byPriority(descriptors).map(({ token }) => token);
    return seatsOf(descriptors).map((seat, index) => {
      const secret = secrets[index] ?? '';
      const label = `token ${seat.place}`;
      return {
        ...seat,
        token: this.#keep(label, secret),
        alteredToken: (form) => {
          const altered = alterToken(secret, form);
          return altered === null ? null : this.#keep(`${label}, ${form}`, altered);
        },
      };
    });
  }

  reveal({ label }: Token): string {
    return this.#secrets.get(label) ?? '';
  }

  #keep(label: string, secret: string): Token {
    this.#secrets.set(label, secret);
    this.#redactor.hide(secret, label);
    return { label };
  }
}
