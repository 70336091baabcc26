import { member } from '../../protocol/codec.ts';
import { type ReceivedCommand, WaitEnded } from '../../scenario/service-peer.ts';
import type { Waits } from './waits.ts';

/** COMMAND REQUESTs for some uris, in the order in which they came, for a drive that answers them itself. */
export class CommandQueue {
  readonly #uris: readonly string[];
  readonly #waits: Waits;
  readonly #queue: ReceivedCommand[] = [];
  #waiting: ((command: ReceivedCommand) => void) | null = null;

  constructor(uris: readonly string[], waits: Waits) {
    this.#uris = uris;
    this.#waits = waits;
  }

  /** Says whether the command is one of those that the drive answers. */
  take(command: ReceivedCommand): boolean {
    if (!this.#uris.includes(String(member(command.payload, 'uri')))) return false;
    if (this.#waiting === null) this.#queue.push(command);
    else this.#waiting(command);
    this.#waiting = null;
    return true;
  }

  /** The next command, waited for; throws WaitEnded where none comes. */
  async next(): Promise<ReceivedCommand> {
    let taken = this.#queue.shift();
    if (taken !== undefined) return taken;
    const outcome = await this.#waits.run('command', null, (settle) => {
      this.#waiting = (command) => {
        taken = command;
        settle('came');
      };
      return () => {
        this.#waiting = null;
      };
    });
    if (taken === undefined) throw new WaitEnded(`no COMMAND REQUEST (${outcome})`);
    return taken;
  }
}
