import { randomBytes, randomUUID } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import { meansYes } from '../../protocol/correlation.ts';
import { boundOf, type WaitName } from '../../protocol/profile.ts';
import {
  type CommandTaking,
  type Connection,
  type Presented,
  type ReceivedCommand,
  type Reply,
  type Seat,
  type Token,
  WaitEnded,
  type Writing,
} from '../../scenario/service-peer.ts';
import type { Entry, EntryBody, WaitOutcome } from '../../transcript/entry.ts';
import { RecordedWire } from '../recorded-wire.ts';
import { PeerWaits, type RecordedRun } from '../waits.ts';
import { AnswerWaiters, type Habit, type Waiter } from './answer-waiters.ts';
import { CommandQueue, commandOf } from './command-queue.ts';
import { PingWatch } from './ping-watch.ts';
import { presentation } from './presentation.ts';

/** How often an idle connection is pinged while it is watched. */
const PINGS_WHILE_IDLE = 5;
/** What a connection needs from the peer that owns it. */
export interface NetbackupConnectionContext extends RecordedRun {
  /** The text of a token that only the peer knows. */
  readonly reveal: (token: Token) => string;
  /** Sends a notification with NetBackup's patience, over as many connections as it takes. */
  readonly deliver: (connection: ServiceConnection, payload: readonly unknown[], writing: Writing) => Promise<Reply>;
  /** Answers a COMMAND REQUEST of the candidate. */
  readonly command: (connection: ServiceConnection, command: ReceivedCommand) => void;
  readonly habit: Habit;
  /** How many wrong tokens the run has presented. */
  readonly guesses: { count: number };
}

export type RequestResult =
  | { readonly outcome: 'came'; readonly reply: Reply }
  | { readonly outcome: Exclude<WaitOutcome, 'came'> };

/** NetBackup's side of one connection: requests, what is taken for their answers, pings, commands and the end. */
export class ServiceConnection implements Connection {
  readonly id: string;
  readonly seat: Seat;
  readonly #around: NetbackupConnectionContext;
  readonly #wire: RecordedWire;
  readonly #waits: PeerWaits;
  readonly #answers: AnswerWaiters;
  /** Those who wait for the end of the connection. */
  readonly #watchers = new Set<() => void>();
  readonly #pings: PingWatch;
  /** Set while a drive answers commands itself; says whether it takes this one. */
  #takeCommand: ((command: ReceivedCommand) => boolean) | null = null;
  #presented = false;

  constructor(id: string, seat: Seat, around: NetbackupConnectionContext) {
    this.id = id;
    this.seat = seat;
    this.#around = around;
    this.#answers = new AnswerWaiters(around, around.habit);
    this.#pings = new PingWatch(around);
    this.#waits = new PeerWaits(around, { connection: id });
    this.#wire = new RecordedWire(id, around.recorder, {
      message: (message, text, entry) => this.#received(message, text, entry),
      pong: (hex) => this.#pings.came(hex),
      end: () => this.#finish(),
    });
  }

  get open(): boolean {
    return this.#wire.isOpen;
  }

  /** True where the candidate ended TCP although neither side had sent a Close. */
  get wasDropped(): boolean {
    return this.#wire.wasDropped;
  }

  /** Settles when the connection has ended, at once where it is not open. */
  untilEnd(): Promise<void> {
    if (!this.open) return Promise.resolve();
    return new Promise((resolve) => void this.#watchers.add(resolve));
  }

  /** True once a CONNECT was sent: NetBackup sends one a connection (CON-006). */
  get presented(): boolean {
    return this.#presented;
  }

  /** Takes over an open socket before any byte of it is read. */
  attach(socket: WebSocket, raw: TLSSocket): void {
    this.#wire.attach(socket, raw);
  }

  record(body: EntryBody): Entry {
    return this.#wire.record(body);
  }

  async present(token: Presented = this.seat.token, writing: Writing = {}): Promise<Reply> {
    this.#presented = true;
    if (typeof token === 'string' || token.label !== this.seat.token.label) this.#around.guesses.count += 1;
    const { wire, shown } = presentation(token, this.#around.reveal);
    const merged = typeof token === 'string' ? { deviation: `the token is ${token}`, ...writing } : writing;
    const result = await this.request('CONNECT', wire, 'CONNECT RESPONSE', merged, shown);
    if (result.outcome === 'came') return result.reply;
    throw new WaitEnded(`no answer (${result.outcome})`);
  }

  offer(token: Token, writing: Writing): void {
    this.#presented = true;
    const { wire, shown } = presentation(token, this.#around.reveal);
    const id = writing.id ?? randomUUID().toUpperCase();
    this.#answers.expect(id);
    const message = this.#envelope(id, 'CONNECT', 'REQUEST', wire);
    const write = writing.write ?? JSON.stringify;
    this.#wire.send(write(message), write({ ...message, payload: shown }), writing);
  }

  notify(payload: readonly unknown[], writing: Writing = {}): Promise<Reply> {
    return this.#around.deliver(this, payload, writing);
  }

  post(payload: readonly unknown[], writing: Writing = {}): void {
    const id = writing.id ?? randomUUID().toUpperCase();
    const text = (writing.write ?? JSON.stringify)(this.#envelope(id, 'NOTIFICATION', 'REQUEST', payload));
    this.#answers.expect(id);
    this.#wire.send(text, text, writing);
  }

  /** Sends one REQUEST and waits for the message that answers it, or that could only be meant to. */
  async request(
    type: string,
    payload: unknown,
    wait: WaitName,
    writing: Writing,
    shown: unknown = payload,
  ): Promise<RequestResult> {
    if (!this.open) return { outcome: 'ended' };
    const id = writing.id ?? randomUUID().toUpperCase();
    const message = this.#envelope(id, type, 'REQUEST', payload);
    const write = writing.write ?? JSON.stringify;
    const text = write(message);
    const recorded = shown === payload ? text : write({ ...message, payload: shown });
    const entry = this.#wire.send(text, recorded, writing);
    let reply: unknown;
    const outcome = await this.#waits.run(wait, entry, (settle) => {
      const waiter: Waiter = {
        type,
        id,
        text,
        settle: (end, came) => {
          reply = came?.message;
          settle(end, came?.entry);
        },
      };
      this.#answers.add(waiter);
      return () => this.#answers.drop(waiter);
    });
    return outcome === 'came' ? { outcome, reply: { yes: meansYes(reply), message: reply } } : { outcome };
  }

  /** Sends a COMMAND RESPONSE under a given id. */
  respond(id: string, payload: unknown, deviation?: string): void {
    if (!this.open) return;
    const text = JSON.stringify(this.#envelope(id, 'COMMAND', 'RESPONSE', payload));
    this.#wire.send(text, text, deviation === undefined ? {} : { deviation }, false);
  }

  takeCommands(uris: readonly string[]): CommandTaking {
    const queue = new CommandQueue(uris, this.#waits);
    this.#takeCommand = (command) => queue.take(command);
    return {
      next: (uri) => queue.next(uri),
      answer: ({ id }, payload, as = {}) => this.respond(as.id ?? id, payload, as.deviation),
      release: () => {
        this.#takeCommand = null;
      },
    };
  }

  async ping(data: Uint8Array = randomBytes(4)): Promise<void> {
    const entry = this.#wire.ping(data);
    const outcome = await this.#waits.run('pong', entry, (settle) => this.#pings.watch(data, settle));
    if (outcome !== 'came') throw new WaitEnded(`no pong (${outcome})`);
  }

  pong(data: Uint8Array = randomBytes(4)): void {
    this.#wire.pong(data);
  }

  async idle(): Promise<void> {
    const { clock, profile } = this.#around;
    let over = false;
    const watched = this.#untilEnd('idle', null, 'ended').finally(() => {
      over = true;
    });
    while (!over && this.open) {
      await this.ping().catch(() => {});
      const pause = new Promise<void>((resolve) => void clock.after(boundOf('idle', profile) / PINGS_WHILE_IDLE, resolve));
      await Promise.race([watched, pause]);
    }
    await watched;
  }

  async ended(): Promise<void> {
    if (!this.open) return;
    const outcome = await this.#untilEnd('closing', null, 'came');
    if (outcome !== 'came') throw new WaitEnded(`the connection was not ended (${outcome})`);
  }

  async close(): Promise<void> {
    if (this.open) await this.#untilEnd('closing', this.#wire.sendClose(), 'came');
    this.cut('drive');
  }

  async drop(): Promise<void> {
    this.cut('drive');
  }

  /** Ends TCP at once; the cause says why it was us. */
  cut(cause: string): void {
    this.#wire.cut(cause);
  }

  /** Ends every wait at once: the run was interrupted. */
  abortWaits(): void {
    this.#waits.abort();
  }

  #envelope(id: string, type: string, subType: string, payload: unknown): Readonly<Record<string, unknown>> {
    return { version: '1.0', id, type, subType, timeStamp: Math.floor(this.#around.clock.wall() / 1000), payload };
  }

  #received(message: unknown, text: string, entry: Entry): void {
    if (this.#answers.take(message, text, entry)) return;
    const command = commandOf(message);
    if (command === undefined) return;
    if (this.#takeCommand?.(command) !== true) this.#around.command(this, command);
  }

  /** Waits for the end of the connection, which is what was hoped for, or what was feared. */
  #untilEnd(wait: WaitName, of: Entry | null, meaning: 'came' | 'ended'): Promise<WaitOutcome> {
    return this.#waits.run(wait, of, (settle) => {
      const ended = () => settle(meaning);
      this.#watchers.add(ended);
      return () => this.#watchers.delete(ended);
    });
  }

  #finish(): void {
    this.#answers.end();
    for (const ended of [...this.#watchers]) ended();
    this.#watchers.clear();
    this.#pings.end();
  }
}
