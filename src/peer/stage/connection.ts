import { randomBytes, randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import type { CommandOrder } from '../../protocol/command-order.ts';
import { claimOf, couldAnswer, isRespelt } from '../../protocol/correlation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { ServiceWait } from '../../protocol/profile.ts';
import { type Reply, WaitEnded, type Writing } from '../../scenario/service-peer.ts';
import type { AnswerDeviation, Asked, StagedConnection } from '../../scenario/stage.ts';
import type { Entry, EntryBody } from '../../transcript/entry.ts';
import { RecordedWire } from '../recorded-wire.ts';
import { PeerWaits, type RecordedRun } from '../waits.ts';

/** What its endpoint is told. */
export interface ConnectionOwner {
  asked(type: 'CONNECT' | 'NOTIFICATION', asked: Asked, entry: Entry, isEstablished: boolean): void;
  accepted(type: 'CONNECT' | 'NOTIFICATION', connection: EndpointConnection, entry: Entry | null): void;
  /** Gives true where the ping is answered. */
  pinged(): boolean;
}

interface OpenCommand {
  readonly id: string;
  settle(message: unknown, entry: Entry): void;
}

/** The application's side of one connection: answers to requests, commands, pongs and the end. */
export class EndpointConnection implements StagedConnection {
  readonly id: string;
  readonly #run: RecordedRun;
  readonly #owner: ConnectionOwner;
  readonly #wire: RecordedWire;
  readonly #waits: PeerWaits;
  readonly #commands = new Set<OpenCommand>();
  /** Ids of those that were answered, or that nobody waits for: what comes under one of them is no answer to another. */
  readonly #taken = new Set<string>();
  readonly #watchers = new Set<() => void>();
  #ended = false;
  #established = false;

  constructor(id: string, run: RecordedRun, owner: ConnectionOwner) {
    this.id = id;
    this.#run = run;
    this.#owner = owner;
    this.#waits = new PeerWaits(run, { connection: id });
    this.#wire = new RecordedWire(id, run.recorder, {
      message: (message, _text, entry) => this.#received(message, entry),
      pong: () => {},
      ping: (data) => {
        if (this.#owner.pinged()) this.pong(data);
      },
      end: () => this.#finish(),
    });
  }

  get open(): boolean {
    return this.#wire.isOpen;
  }

  /** True once its CONNECT was answered by `valid:true`. */
  get established(): boolean {
    return this.#established;
  }

  /** Takes over an open socket before any byte of it is read. */
  attach(socket: WebSocket, raw: Duplex): void {
    this.#wire.attach(socket, raw as TLSSocket);
  }

  record(body: EntryBody): Entry {
    return this.#wire.record(body);
  }

  command(order: CommandOrder, writing: Writing = {}): Promise<Reply> {
    const reply = this.#commanded(order, writing);
    // A drive may wait for something else first, and an interrupt end that.
    reply.catch(() => {});
    return reply;
  }

  async #commanded(order: CommandOrder, writing: Writing): Promise<Reply> {
    const id = writing.id ?? randomUUID();
    const entry = this.#send(this.#envelope(id, 'COMMAND', 'REQUEST', order), writing);
    let reply: unknown;
    const outcome = await this.#waits.run('COMMAND RESPONSE', entry, (settle) => {
      const open: OpenCommand = {
        id,
        settle: (message, by) => {
          reply = message;
          settle('came', by);
        },
      };
      const ended = () => settle('ended');
      this.#commands.add(open);
      this.#watchers.add(ended);
      return () => {
        this.#commands.delete(open);
        this.#watchers.delete(ended);
      };
    });
    if (outcome !== 'came') throw new WaitEnded(`no COMMAND RESPONSE (${outcome})`);
    return { yes: true, message: reply };
  }

  order(order: CommandOrder, writing: Writing = {}): void {
    const id = writing.id ?? randomUUID();
    this.#taken.add(id);
    this.#send(this.#envelope(id, 'COMMAND', 'REQUEST', order), writing);
  }

  say(text: string, writing: Writing & { readonly deviation: string }): void {
    this.#wire.send(text, text, writing, false);
  }

  pong(data: Uint8Array = randomBytes(4)): void {
    if (this.open) this.#wire.pong(data);
  }

  async ended(wait: ServiceWait): Promise<void> {
    if (this.#ended) return;
    const outcome = await this.#untilEnd(wait, null);
    if (outcome !== 'came') throw new WaitEnded(`the connection was not ended (${outcome})`);
  }

  async close(): Promise<void> {
    if (this.open) await this.#untilEnd('closing', this.#wire.sendClose());
    this.cut('drive');
  }

  drop(): void {
    this.cut('drive');
  }

  /** Ends TCP at once; the cause says why it was us. */
  cut(cause: string): void {
    this.#wire.cut(cause);
  }

  /** Ends every wait at once. */
  abortWaits(): void {
    this.#waits.abort();
  }

  #untilEnd(wait: ServiceWait | 'closing', of: Entry | null) {
    return this.#waits.run(wait, of, (settle) => {
      const ended = () => settle('came');
      this.#watchers.add(ended);
      return () => this.#watchers.delete(ended);
    });
  }

  #received(message: unknown, entry: Entry): void {
    const claim = claimOf(message);
    const type = plainText(claim.type).toUpperCase();
    if (type === 'COMMAND' || [...this.#commands].some(({ id }) => id === claim.id)) this.#settle(message, entry);
    else if ((type === 'CONNECT' || type === 'NOTIFICATION') && plainText(claim.subType).toUpperCase() !== 'RESPONSE')
      this.#owner.asked(type, this.#asked(type, plainText(claim.id), message), entry, this.#established);
  }

  /** The answer under a command's own id, however it is spelt, or whatever could only be meant for the one that is open. */
  #settle(message: unknown, entry: Entry): void {
    const said = claimOf(message).id;
    if ([...this.#taken].some((id) => id === said || isRespelt(id, said))) return;
    const open = [...this.#commands];
    const how = (command: OpenCommand) => couldAnswer({ type: 'COMMAND', id: command.id }, message);
    const own = open.find((one) => how(one) === 'exact') ?? open.find(({ id }) => isRespelt(id, said));
    const [only] = open;
    const meant = own ?? (open.length === 1 ? only : undefined);
    if (meant === undefined || how(meant) === 'no') return;
    this.#commands.delete(meant);
    this.#taken.add(meant.id);
    meant.settle(message, entry);
  }

  #asked(type: 'CONNECT' | 'NOTIFICATION', id: string, message: unknown): Asked {
    const right = type === 'CONNECT' ? { valid: true } : [];
    const answer = (payload: unknown, writing: Writing) =>
      this.open ? this.#send(this.#envelope(id, type, 'RESPONSE', payload), writing) : null;
    return {
      id,
      message,
      connection: this,
      accept: (writing = {}) => {
        const entry = answer(right, writing);
        if (entry === null) return;
        this.#established ||= type === 'CONNECT';
        this.#owner.accepted(type, this, entry);
      },
      refuse: () => void answer({ valid: false }, {}),
      answer: (deviation) =>
        void (this.open && this.#send(this.#deviating(id, type, right, deviation), { deviation: deviation.why })),
    };
  }

  #deviating(id: string, type: string, right: unknown, deviation: AnswerDeviation): Readonly<Record<string, unknown>> {
    const payload = 'payload' in deviation ? deviation.payload : right;
    return this.#envelope(deviation.id ?? id, deviation.type ?? type, deviation.subType ?? 'RESPONSE', payload);
  }

  #send(message: Readonly<Record<string, unknown>>, writing: Writing): Entry {
    const text = (writing.write ?? JSON.stringify)(message);
    return this.#wire.send(text, text, writing, false);
  }

  #envelope(id: string, type: string, subType: string, payload: unknown): Readonly<Record<string, unknown>> {
    return { version: '1.0', id, type, subType, timeStamp: Math.floor(this.#run.clock.wall() / 1000), payload };
  }

  #finish(): void {
    this.#ended = true;
    for (const ended of [...this.#watchers]) ended();
    this.#watchers.clear();
  }
}
