import { member } from '../../protocol/codec.ts';
import { claimOf } from '../../protocol/correlation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { type ReceivedCommand, WaitEnded } from '../../scenario/service-peer.ts';
import type { PeerWaits } from '../waits.ts';

const uriOf = ({ payload }: ReceivedCommand): string => plainText(member(payload, 'uri'));

/** COMMAND REQUESTs for some uris, in the order in which they came, for a drive that answers them itself. */
export class CommandQueue {
  readonly #uris: readonly string[];
  readonly #waits: PeerWaits;
  readonly #queue: ReceivedCommand[] = [];
  #waiting: {
    readonly takes: (command: ReceivedCommand) => boolean;
    readonly settle: (command: ReceivedCommand) => void;
  } | null = null;

  constructor(uris: readonly string[], waits: PeerWaits) {
    this.#uris = uris;
    this.#waits = waits;
  }

  /** Says whether the command is one of those that the drive answers. */
  take(command: ReceivedCommand): boolean {
    if (!this.#uris.includes(uriOf(command))) return false;
    const waiting = this.#waiting;
    if (waiting?.takes(command) !== true) this.#queue.push(command);
    else {
      this.#waiting = null;
      waiting.settle(command);
    }
    return true;
  }

  /** The next command, or the next one for a uri, waited for; throws WaitEnded where none comes. */
  async next(uri?: string): Promise<ReceivedCommand> {
    const takes = (command: ReceivedCommand) => uri === undefined || uriOf(command) === uri;
    const place = this.#queue.findIndex(takes);
    let taken = place < 0 ? undefined : this.#queue.splice(place, 1)[0];
    if (taken !== undefined) return taken;
    const outcome = await this.#waits.run('command', null, (settle) => {
      const came = (command: ReceivedCommand) => {
        taken = command;
        settle('came');
      };
      this.#waiting = { takes, settle: came };
      return () => {
        this.#waiting = null;
      };
    });
    if (taken === undefined) throw new WaitEnded(`no COMMAND REQUEST (${outcome})`);
    return taken;
  }
}

/** A COMMAND REQUEST that can be answered: one with an id. */
export function commandOf(message: unknown): ReceivedCommand | undefined {
  const { type, subType, id } = claimOf(message);
  if (type !== 'COMMAND' || subType !== 'REQUEST' || typeof id !== 'string') return undefined;
  return { id, payload: (message as Readonly<Record<string, unknown>>)['payload'] };
}
