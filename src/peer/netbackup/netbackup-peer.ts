import type { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import { commandMediaType } from '../../protocol/command-media-type.ts';
import type { CommandOrder } from '../../protocol/command-order.ts';
import { type EffortName, effortOf, SENDS_BEFORE_GIVING_UP } from '../../protocol/profile.ts';
import type { RunContext } from '../../scenario/run-context.ts';
import {
  type Connection,
  type HookName,
  type Reply,
  type SearchOrder,
  type Seat,
  type ServicePeer,
  WaitEnded,
  type Writing,
} from '../../scenario/service-peer.ts';
import { type EntryBody, MADE_UNREACHABLE, type ProbeName } from '../../transcript/entry.ts';
import { type Marking, marking, markOf } from '../../transcript/mark.ts';
import type { Recorder } from '../../transcript/recorder.ts';
import { Dialer, type Trust, targetOf } from '../dial.ts';
import { inventionFrom } from '../invention.ts';
import { restAnswer } from '../rest-stand-in.ts';
import { fetchCertificate, probe } from './bare-dial.ts';
import { type NetbackupConnectionContext, ServiceConnection } from './connection.ts';
import { descriptorEntry } from './descriptor-entry.ts';
import { callAndRecord, type WiredHooks } from './hook-call.ts';
import { type Opening, openWithin } from './opening.ts';
import { OpeningPace } from './opening-pace.ts';
import { readable, type SourcedDescriptor } from './sourced-descriptor.ts';
import { Tokens } from './tokens.ts';
import { upgrade } from './upgrade.ts';

/** What the service peer is made of. */
export interface ServicePeerOptions extends RunContext {
  /** The endpoints of one group, in any order, whether their descriptors can be read or not. */
  readonly descriptors: readonly SourcedDescriptor[];
  readonly trust: Trust;
  readonly hooks: WiredHooks;
  /** How long a candidate that has died is waited for, in milliseconds: a supervisor may bring it back (--wait-for); default: not at all. */
  readonly favourMs?: number;
}

/** Plays NetBackup towards one server group: one connection at a time, one notification at a time. */
export class WireServicePeer implements ServicePeer {
  readonly group: readonly Seat[];
  readonly invent;
  readonly #options: ServicePeerOptions;
  readonly #dialer: Dialer;
  readonly #pace: OpeningPace;
  readonly #around: NetbackupConnectionContext;
  #recorder: Recorder;
  readonly #unreachable = new Set<Seat>();
  #hookCalls = 0;
  #connections = 0;
  #current: ServiceConnection | null = null;
  /** The one that was opened last, however it ended. */
  #previous: ServiceConnection | null = null;
  #established = false;

  /** `recorder` takes what crosses the wire until the first scenario begins. */
  constructor(options: ServicePeerOptions, recorder: Recorder) {
    this.#options = options;
    this.#recorder = recorder;
    this.#dialer = new Dialer(options.trust);
    this.#pace = new OpeningPace(options.clock, options.profile, options.favourMs);
    this.invent = inventionFrom(() => options.clock.wall());
    const tokens = new Tokens(options.redactor);
    this.group = tokens.seats(readable(options.descriptors));
    this.#around = {
      ...options,
      recorder: () => this.#recorder,
      reveal: (token) => tokens.reveal(token),
      deliver: (connection, payload, writing) => this.#deliver(connection, payload, writing),
      command: (connection, { id, payload }) => connection.respond(id, restAnswer(payload)),
      habit: { staleAnswers: 0, lateAnswers: 0 },
      guesses: { count: 0 },
    };
    // One listener for all waits: adding one to each would cost as much as the wait itself.
    options.signal.addEventListener('abort', () => this.#current?.abortWaits());
  }

  get first(): Seat {
    const [first] = this.group;
    if (first === undefined) throw new WaitEnded('no descriptor could be read');
    return first;
  }

  async register(): Promise<void> {
    for (const descriptor of this.#options.descriptors) {
      for (const entry of descriptor.fetched?.entries ?? []) this.#recorder.record(entry);
      this.#recorder.record(descriptorEntry(descriptor, this.#recorder));
    }
    const fetch = fetchCertificate(this.#dialer);
    for (const seat of this.group)
      await this.#within(this.#nextConnection(seat), 'opening', (...asked) => fetch(seat.url, ...asked));
  }

  async probe(name: ProbeName): Promise<void> {
    const ask = probe(this.#dialer, name);
    for (const seat of this.group) await this.#within(this.#nextConnection(seat), 'probe', (...asked) => ask(seat.url, ...asked));
  }

  /** Directs everything that crosses the wire from now on into another transcript. */
  recordInto(recorder: Recorder): void {
    this.#recorder = recorder;
    this.#unreachable.clear();
    const { count } = this.#around.guesses;
    if (count > 0) recorder.mark('wrong-tokens', count);
    if (this.#current?.open === true)
      recorder.record(markOf('carried-over', 'this connection was opened earlier'), this.#current.id);
  }

  async session(): Promise<Connection> {
    const kept = this.#current;
    if (kept?.open === true && kept.seat === this.first) {
      if (this.#established) return kept;
      if (!kept.presented) return this.#present(kept);
    }
    return this.establish();
  }

  async connect(seat: Seat = this.first): Promise<ServiceConnection> {
    await this.close();
    const connection = await this.#open(seat);
    if (connection === null) throw new WaitEnded(`no connection to ${seat.url}`);
    return connection;
  }

  async establish(seat: Seat = this.first): Promise<ServiceConnection> {
    return this.#present(await this.connect(seat));
  }

  async #present(connection: ServiceConnection): Promise<ServiceConnection> {
    const { yes } = await connection.present();
    if (!yes) throw new WaitEnded('the token was refused');
    this.#established = true;
    return connection;
  }

  async attempt<T>(action: Promise<T>): Promise<T | undefined> {
    try {
      return await action;
    } catch (error) {
      // An interrupt ends the drive: whatever it would try next would only be cut short too.
      if (error instanceof WaitEnded && !this.#options.signal.aborted) return undefined;
      throw error;
    }
  }

  get hooks(): ReadonlySet<HookName> {
    return this.#options.hooks.names;
  }

  /** Orders a command in the form of the edition that was declared: an application passes on what it is given. */
  order(command: CommandOrder): Promise<void> {
    const headers = { ...command.headers, 'Content-Type': commandMediaType(this.#options.profile.edition) };
    return this.#call('sendCommand', { ...command, headers });
  }

  askToClose(): Promise<void> {
    return this.#call('closeConnection', {});
  }

  get search(): SearchOrder {
    return this.#options.search;
  }

  timeFor(what: EffortName): () => boolean {
    const { clock, profile, signal } = this.#options;
    this.mark(what);
    const until = clock.now() + effortOf(what, profile);
    return () => !signal.aborted && clock.now() < until;
  }

  makeUnreachable(seat: Seat): void {
    this.#unreachable.add(seat);
  }

  makeReachable(seat: Seat): void {
    this.#unreachable.delete(seat);
  }

  readonly mark: Marking<void> = marking((body) => void this.#recorder.record(body));

  /** Closes what is open, as NetBackup would before it dials again. */
  async close(): Promise<void> {
    this.#established = false;
    const connection = this.#current;
    this.#current = null;
    await connection?.close();
  }

  /** Ends what is open at once, without a closing handshake: the teardown that always happens. */
  cut(): void {
    this.#established = false;
    this.#current?.cut('teardown');
    this.#current = null;
  }

  #within(connection: ServiceConnection, wait: 'opening' | 'probe', open: Opening): Promise<boolean> {
    return openWithin(this.#options, wait, open, (body) => connection.record(this.#redacted(body)));
  }

  #call(name: HookName, body: unknown): Promise<void> {
    this.#hookCalls += 1;
    const ended = this.#current?.untilEnd() ?? Promise.resolve();
    return callAndRecord(name, body, this.#hookCalls, {
      run: this.#options,
      hooks: this.#options.hooks,
      recorder: this.#recorder,
      ended,
    });
  }

  #nextConnection(seat: Seat): ServiceConnection {
    this.#connections += 1;
    return new ServiceConnection(`c${this.#connections}`, seat, this.#around);
  }

  /** Opens a connection, and slows down where the candidate may only have turned it away for coming too soon (contracts.md §2). */
  async #open(seat: Seat): Promise<ServiceConnection | null> {
    const wasDropped = this.#previous?.wasDropped === true;
    for (;;) {
      await this.#pause(this.#pace.restMs);
      const connection = this.#nextConnection(seat);
      this.#current = connection;
      this.#pace.begins();
      const entries: EntryBody[] = [];
      if (await this.#openOnce(connection, (body) => entries.push(body))) {
        this.#pace.opened();
        this.#previous = connection;
        return connection;
      }
      const tooFast = this.#pace.failed(entries, wasDropped);
      if (tooFast === null) return null;
      const { why, pauseMs, isGone } = tooFast;
      if (pauseMs === null) connection.record(markOf('rate-limited', why));
      else if (!isGone) connection.record(markOf('slowed-down', { why, pauseMs }));
      if (pauseMs === null) return null;
      await this.#pause(pauseMs);
    }
  }

  #openOnce(connection: ServiceConnection, told: (body: EntryBody) => void): Promise<boolean> {
    const { seat } = connection;
    return this.#within(connection, 'opening', async (signal, recordEntry) => {
      const record = (body: EntryBody) => {
        told(body);
        recordEntry(body);
      };
      if (this.#unreachable.has(seat)) {
        recordEntry({ kind: 'tcp', direction: 'local', event: 'failed', ...targetOf(seat.url), error: MADE_UNREACHABLE });
        return false;
      }
      const secured = await this.#dialer.open(targetOf(seat.url), signal, record);
      if (secured === null) return false;
      const opened = (socket: WebSocket, raw: TLSSocket) => connection.attach(socket, raw);
      return (await upgrade(seat.url, secured, signal, record, opened)) !== null;
    });
  }

  /** Lets time pass before the next opening; an interrupt ends it. */
  #pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve();
    const { clock, signal } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = clock.after(milliseconds, () => {
        signal.removeEventListener('abort', cut);
        resolve();
      });
      const cut = () => {
        timer.cancel();
        reject(new WaitEnded('the run was interrupted'));
      };
      if (signal.aborted) cut();
      else signal.addEventListener('abort', cut, { once: true });
    });
  }

  /** NetBackup sends again until it is acknowledged, over a new connection where the old one ended (guide §1.6). */
  async #deliver(first: ServiceConnection, payload: readonly unknown[], writing: Writing): Promise<Reply> {
    const fixed = { ...writing, id: writing.id ?? crypto.randomUUID().toUpperCase() };
    let connection = first;
    for (let send = 1; ; send++) {
      const result = await connection.request('NOTIFICATION', payload, 'acknowledgement', fixed);
      if (result.outcome === 'came') return { ...result.reply, yes: true };
      if (result.outcome === 'aborted' || send === (writing.sends ?? SENDS_BEFORE_GIVING_UP))
        throw new WaitEnded(`not acknowledged (${result.outcome})`);
      if (result.outcome === 'ended') connection = await this.establish(connection.seat);
    }
  }

  #redacted(body: EntryBody): EntryBody {
    if (body.kind !== 'upgrade') return body;
    const headers = Object.fromEntries(Object.entries(body.headers).map(([name, value]) => [name, this.#recorder.redact(value)]));
    return body.direction === 'sent'
      ? { ...body, path: this.#recorder.redact(body.path), headers }
      : { ...body, headers, detail: this.#recorder.redact(body.detail) };
  }
}
