import { randomBytes, randomUUID } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import { CloseCode } from '../../protocol/close-code.ts';
import { claimOf, couldAnswer, isEcho, meansYes } from '../../protocol/correlation.ts';
import { boundOf, type Profile, type WaitName } from '../../protocol/profile.ts';
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
import type { Clock } from '../../transcript/clock.ts';
import type { Direction, Entry, EntryBody, FrameHeader, WaitOutcome } from '../../transcript/entry.ts';
import type { Recorder } from '../../transcript/recorder.ts';
import { FrameTap, type TappedFrame } from '../frame-tap.ts';

/** More messages or bytes than this on one connection is a flood: we hang up, and say that it was us (reliability.md H20). */
const FLOOD_MESSAGES = 20_000;
const FLOOD_BYTES = 64 * 1024 * 1024;

/** How often an idle connection is pinged while it is watched. */
const PINGS_WHILE_IDLE = 5;

/** What a connection needs from the peer that owns it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly profile: Profile;
  readonly recorder: () => Recorder;
  /** The text of a token that only the peer knows. */
  readonly reveal: (token: Token) => string;
  /** Sends a notification with NetBackup's patience, over as many connections as it takes. */
  readonly deliver: (connection: ServiceConnection, payload: readonly unknown[], writing: Writing) => Promise<Reply>;
  /** Answers a COMMAND REQUEST of the candidate. */
  readonly command: (connection: ServiceConnection, request: Readonly<Record<string, unknown>>) => void;
  readonly signal: AbortSignal;
}

export type RequestResult =
  | { readonly outcome: 'came'; readonly reply: Reply }
  | { readonly outcome: Exclude<WaitOutcome, 'came'> };

/** `stale`: it could be meant, but its id is that of a request that has its answer, so it is more likely a second one to that. */
type Match = 'yes' | 'stale' | 'no';

interface Waiter {
  readonly takes: (message: unknown, text: string) => Match;
  readonly settle: (outcome: WaitOutcome, came?: { readonly message: unknown; readonly entry: Entry }) => void;
}

/** How long a stale message is put aside for the right one, before a lenient drive takes it all the same. */
const STALE_GRACE_MS = 250;

interface PongWaiter {
  readonly hex: string;
  readonly settle: (outcome: WaitOutcome) => void;
}

/** One WebSocket connection with everything that crosses it recorded; made when the upgrade is answered, before any byte is read. */
export class ServiceConnection implements Connection {
  readonly id: string;
  readonly seat: Seat;
  readonly #around: Surroundings;
  readonly #tap = new FrameTap();
  readonly #frames: TappedFrame[] = [];
  readonly #dataFrames: FrameHeader[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #answered = new Set<string>();
  readonly #pending = new Set<(outcome: WaitOutcome) => void>();
  #pongWaiter: PongWaiter | null = null;
  #socket: WebSocket | null = null;
  #raw: TLSSocket | null = null;
  #open = false;
  /** Set while a drive answers commands itself. */
  #takeCommand: ((command: ReceivedCommand) => void) | null = null;
  #presented = false;
  #closeSent = false;
  #endRecorded = false;
  #messages = 0;
  #bytes = 0;

  constructor(id: string, seat: Seat, around: Surroundings) {
    this.id = id;
    this.seat = seat;
    this.#around = around;
  }

  get open(): boolean {
    return this.#open;
  }

  /**
   * Called within the event of the open socket: ws listens to the raw one by then, and has put back what came in the packet of the
   * 101, but nothing has been read. A listener any earlier would set the stream flowing, and ws would miss that packet's rest.
   */
  attach(socket: WebSocket, raw: TLSSocket): void {
    this.#socket = socket;
    this.#raw = raw;
    this.#open = true;
    socket.on('message', (data, binary) => this.#received(data as Buffer, binary));
    socket.on('error', (error) => this.#refused(error));
    raw.prependListener('data', (chunk: Buffer) => this.#frames.push(...this.#tap.push(chunk)));
    // After ws has read a chunk, what it did not tell as a message is told here: control frames, in their order.
    raw.on('data', () => this.#flushControls());
    raw.on('end', () => this.#ended('received', 'fin'));
    raw.on('error', (error: NodeJS.ErrnoException) => this.#ended('received', error.code === 'ECONNRESET' ? 'reset' : 'fin'));
    raw.on('close', () => this.#ended('received', 'fin'));
  }

  /** True once a CONNECT was sent: NetBackup sends one a connection (CON-006). */
  get presented(): boolean {
    return this.#presented;
  }

  present(token: Presented = this.seat.token, writing: Writing = {}): Promise<Reply> {
    this.#presented = true;
    const { wire, shown } = presentation(token, this.#around.reveal);
    const isNoToken = typeof token === 'string';
    const merged = isNoToken ? { deviation: `the token is ${token}`, ...writing } : writing;
    return this.#orEnd(this.request('CONNECT', wire, 'CONNECT RESPONSE', merged, shown));
  }

  notify(payload: readonly unknown[], writing: Writing = {}): Promise<Reply> {
    return this.#around.deliver(this, payload, writing);
  }

  post(payload: readonly unknown[], writing: Writing = {}): void {
    if (!this.#open) throw new WaitEnded('the connection has ended');
    const id = writing.id ?? randomUUID().toUpperCase();
    const text = (writing.write ?? JSON.stringify)(this.#envelope(id, 'NOTIFICATION', 'REQUEST', payload));
    this.#send(text, text, writing);
  }

  /** Sends one REQUEST and waits for the message that answers it, or that could only be meant to. */
  request(
    type: string,
    payload: unknown,
    wait: WaitName,
    writing: Writing,
    shownPayload: unknown = payload,
  ): Promise<RequestResult> {
    const id = writing.id ?? randomUUID().toUpperCase();
    const message = this.#envelope(id, type, 'REQUEST', payload);
    const write = writing.write ?? JSON.stringify;
    const text = write(message);
    const recorded = shownPayload === payload ? text : write({ ...message, payload: shownPayload });
    if (!this.#open) return Promise.resolve({ outcome: 'ended' });
    const entry = this.#send(text, recorded, writing);
    const request = { type, id };
    // An echo of the request is no answer to it.
    return this.#wait(wait, entry, (answer, raw) => {
      if (answer === undefined) return raw.includes(id) ? 'yes' : 'no';
      // An echo of the request is no answer to it.
      if (claimOf(answer).subType === 'REQUEST' && isEcho(JSON.parse(text), answer)) return 'no';
      const match = couldAnswer(request, answer);
      return match === 'lenient' && this.#answered.has(String(claimOf(answer).id)) ? 'stale' : match === 'no' ? 'no' : 'yes';
    }).then((result) => {
      this.#answered.add(id);
      return result;
    });
  }

  /** Sends a COMMAND RESPONSE under a given id. */
  respond(id: string, payload: unknown, deviation?: string): void {
    if (!this.#open) return;
    const text = JSON.stringify(this.#envelope(id, 'COMMAND', 'RESPONSE', payload));
    this.#send(text, text, deviation === undefined ? {} : { deviation }, false);
  }

  takeCommands(): CommandTaking {
    const queue: ReceivedCommand[] = [];
    let waiting: ((command: ReceivedCommand) => void) | null = null;
    this.#takeCommand = (command) => {
      if (waiting === null) queue.push(command);
      else waiting(command);
      waiting = null;
    };
    return {
      next: async () => {
        let taken = queue.shift();
        if (taken !== undefined) return taken;
        const outcome = await this.#timed('command', null, (settle) => {
          waiting = (command) => {
            taken = command;
            settle('came');
          };
        });
        if (taken === undefined) throw new WaitEnded(`no COMMAND REQUEST (${outcome})`);
        return taken;
      },
      answer: ({ id }, payload, as = {}) => this.respond(as.id ?? id, payload, as.deviation),
      release: () => {
        this.#takeCommand = null;
      },
    };
  }

  async ping(data: Uint8Array = randomBytes(4)): Promise<void> {
    if (!this.#open || this.#socket === null) throw new WaitEnded('the connection has ended');
    const hex = Buffer.from(data).toString('hex');
    const entry = this.record({ kind: 'ping', direction: 'sent', hex, frames: [] });
    this.#socket.ping(data);
    const outcome = await this.#timed('pong', entry, (settle) => {
      this.#pongWaiter = { hex, settle };
      return () => {
        this.#pongWaiter = null;
      };
    });
    if (outcome !== 'came') throw new WaitEnded(`no pong (${outcome})`);
  }

  pong(data: Uint8Array = randomBytes(4)): void {
    if (!this.#open || this.#socket === null) throw new WaitEnded('the connection has ended');
    this.record({ kind: 'pong', direction: 'sent', hex: Buffer.from(data).toString('hex'), frames: [] });
    this.#socket.pong(data);
  }

  async idle(): Promise<void> {
    const { clock, profile } = this.#around;
    let over = false;
    const watched = this.#timed('idle', null, (settle) => {
      this.#waiters.add({ takes: () => 'no', settle: (outcome) => settle(outcome) });
    }).finally(() => {
      over = true;
    });
    while (!over && this.#open) {
      await this.ping().catch(() => {});
      const pause = new Promise<void>((resolve) => void clock.after(boundOf('idle', profile) / PINGS_WHILE_IDLE, resolve));
      await Promise.race([watched, pause]);
    }
    await watched;
  }

  sendText(text: string, deviation: string): void {
    if (!this.#open) throw new WaitEnded('the connection has ended');
    this.#send(text, text, { deviation });
  }

  async ended(): Promise<void> {
    if (!this.#open) return;
    const outcome = await this.#timed('closing', null, (settle) => {
      this.#waiters.add({ takes: () => 'no', settle: (end) => settle(end === 'ended' ? 'came' : end) });
    });
    if (outcome !== 'came') throw new WaitEnded(`the connection was not ended (${outcome})`);
  }

  async close(): Promise<void> {
    if (this.#open && this.#socket !== null) {
      const entry = this.record({ kind: 'close', direction: 'sent', code: CloseCode.Normal, reason: '', frames: [] });
      this.#closeSent = true;
      this.#socket.close(CloseCode.Normal);
      await this.#timed('closing', entry, (settle) => {
        this.#waiters.add({ takes: () => 'no', settle: (end) => settle(end === 'ended' ? 'came' : end) });
      });
    }
    this.cut('drive');
  }

  async drop(): Promise<void> {
    this.cut('drive');
  }

  /** Ends TCP at once; the cause says why it was us. */
  cut(cause: string): void {
    if (this.#raw === null) return;
    if (!this.#endRecorded) {
      this.#endRecorded = true;
      this.record({ kind: 'tcp', direction: 'sent', event: 'ended', how: 'fin', cause });
    }
    this.#socket?.terminate();
    this.#raw.destroy();
    this.#finish();
  }

  /** Ends every wait at once: the run was interrupted. */
  abortWaits(): void {
    for (const settle of [...this.#pending]) settle('aborted');
  }

  record(body: EntryBody): Entry {
    return this.#around.recorder().record(body, this.id);
  }

  #envelope(id: string, type: string, subType: string, payload: unknown): Readonly<Record<string, unknown>> {
    return { version: '1.0', id, type, subType, timeStamp: Math.floor(this.#around.clock.wall() / 1000), payload };
  }

  /** `recorded` holds placeholders where `text` holds secrets, unless it repeats words of the candidate's own. */
  #send(text: string, recorded: string, { fragments, deviation }: Writing, isRedacted = true): Entry {
    const bytes = Buffer.byteLength(text);
    const entry = this.#around
      .recorder()
      .message({ direction: 'sent', text: recorded, bytes, binary: false, frames: [], deviation, isRedacted }, this.id);
    if (fragments === undefined) this.#socket?.send(text);
    else this.#sendFragments(Buffer.from(text), fragments);
    return entry;
  }

  #sendFragments(data: Buffer, { size, pingBetween = false }: NonNullable<Writing['fragments']>): void {
    for (let from = 0; from < data.length; from += size) {
      const fin = from + size >= data.length;
      this.#socket?.send(data.subarray(from, from + size), { fin, binary: false });
      if (!fin && pingBetween) {
        const hex = '';
        this.record({ kind: 'ping', direction: 'sent', hex, frames: [] });
        this.#socket?.ping('');
      }
    }
  }

  #received(data: Buffer, binary: boolean): void {
    const frames = this.#framesOfMessage();
    const text = binary && !isUtf8(data) ? data.toString('base64') : data.toString('utf8');
    const entry = this.#around.recorder().message({ direction: 'received', text, bytes: data.length, binary, frames }, this.id);
    this.#messages += 1;
    this.#bytes += data.length;
    if (this.#messages > FLOOD_MESSAGES || this.#bytes > FLOOD_BYTES) {
      this.cut('flood');
      return;
    }
    const message = parse(text);
    for (const waiter of this.#waiters) {
      const match = waiter.takes(message, text);
      if (match === 'no') continue;
      const settle = () => {
        if (this.#waiters.delete(waiter)) waiter.settle('came', { message, entry });
      };
      if (match === 'yes') settle();
      else this.#around.clock.after(STALE_GRACE_MS * this.#around.profile.timeScale, settle);
      return;
    }
    if (!isCommand(message)) return;
    if (this.#takeCommand === null) this.#around.command(this, message);
    else if (typeof message['id'] === 'string') this.#takeCommand({ id: message['id'], payload: message['payload'] });
  }

  /** The frames of the message that ws has just told; control frames that came between them are told first. */
  #framesOfMessage(): readonly FrameHeader[] {
    while (this.#frames.length > 0) {
      const tapped = this.#frames.shift();
      if (tapped === undefined) break;
      if (tapped.header.opcode >= 8) this.#control(tapped);
      else {
        this.#dataFrames.push(tapped.header);
        if (tapped.header.fin) break;
      }
    }
    return this.#dataFrames.splice(0);
  }

  #flushControls(): void {
    while (this.#frames.length > 0) {
      const tapped = this.#frames.shift();
      if (tapped === undefined) return;
      if (tapped.header.opcode >= 8) this.#control(tapped);
      else this.#dataFrames.push(tapped.header);
    }
  }

  #control({ header, control }: TappedFrame): void {
    const payload = control ?? Buffer.alloc(0);
    const frames = [header];
    if (header.opcode === 8) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : null;
      const reason = this.#around.recorder().redact(payload.subarray(2).toString('utf8'));
      this.record({ kind: 'close', direction: 'received', code, reason, frames });
      // ws answers a Close with the same code, as RFC 6455 §5.5.1 asks, unless ours went first.
      if (!this.#closeSent) this.record({ kind: 'close', direction: 'sent', code, reason: '', frames: [] });
      this.#closeSent = true;
      this.#finish();
    } else if (header.opcode === 9) {
      const hex = this.#around.recorder().redact(payload.toString('hex'));
      this.record({ kind: 'ping', direction: 'received', hex, frames });
      this.record({ kind: 'pong', direction: 'sent', hex, frames: [] });
    } else if (header.opcode === 10) {
      const hex = payload.toString('hex');
      this.record({ kind: 'pong', direction: 'received', hex: this.#around.recorder().redact(hex), frames });
      this.#pong(hex);
    } else this.record({ kind: 'frame', direction: 'received', frame: header, problem: 'WS_ERR_INVALID_OPCODE' });
  }

  /**
   * A pong with the payload of the one ping in flight settles its wait. Another may be unsolicited (RFC 6455 §5.5.3), or a wrong
   * answer; it settles the wait too when the right one has not followed in the time that a close is given.
   */
  #pong(hex: string): void {
    const waiter = this.#pongWaiter;
    if (waiter === null) return;
    const settle = () => {
      if (this.#pongWaiter === waiter) this.#pongWaiter = null;
      waiter.settle('came');
    };
    if (hex === waiter.hex) settle();
    else this.#around.clock.after(boundOf('closing', this.#around.profile), settle);
  }

  /** `ws` would not read on: the frame that it stumbled over is told, and the end is ours. */
  #refused(error: Error): void {
    const problem = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
    const [frame] = [...this.#dataFrames.splice(0), ...this.#frames.splice(0).map(({ header }) => header)].slice(-1);
    if (frame !== undefined) this.record({ kind: 'frame', direction: 'received', frame, problem });
    const code = /UTF8/.test(problem)
      ? CloseCode.InvalidPayload
      : /LENGTH/.test(problem)
        ? CloseCode.TooBig
        : CloseCode.ProtocolError;
    if (!this.#closeSent) this.record({ kind: 'close', direction: 'sent', code, reason: '', frames: [] });
    this.#closeSent = true;
    this.cut(`protocol-error ${problem}`);
  }

  #ended(direction: Direction, how: 'fin' | 'reset'): void {
    this.#flushControls();
    if (!this.#endRecorded) {
      this.#endRecorded = true;
      this.record({ kind: 'tcp', direction, event: 'ended', how });
    }
    this.#finish();
  }

  #finish(): void {
    if (!this.#open) return;
    this.#open = false;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.settle('ended');
    this.#pongWaiter?.settle('ended');
    this.#pongWaiter = null;
  }

  #wait(wait: WaitName, of: Entry, takes: Waiter['takes']): Promise<RequestResult> {
    let reply: unknown;
    return this.#timed(wait, of, (settle) => {
      const waiter: Waiter = {
        takes,
        settle: (outcome, came) => {
          reply = came?.message;
          settle(outcome, came?.entry);
        },
      };
      this.#waiters.add(waiter);
      return () => this.#waiters.delete(waiter);
    }).then((outcome) => (outcome === 'came' ? { outcome, reply: { yes: meansYes(reply), message: reply } } : { outcome }));
  }

  /** Runs a wait against its bound and writes its timer entry when it is over. */
  #timed(
    wait: WaitName,
    of: Entry | null,
    begin: (settle: (outcome: WaitOutcome, by?: Entry) => void) => unknown,
  ): Promise<WaitOutcome> {
    const { clock, profile, signal } = this.#around;
    const recorder = this.#around.recorder();
    const boundMs = boundOf(wait, profile);
    const from = clock.now();
    return new Promise((resolve) => {
      let settled = false;
      const settle = (outcome: WaitOutcome, by?: Entry) => {
        if (settled) return;
        settled = true;
        timer.cancel();
        this.#pending.delete(settle);
        const elapsedMs = Math.round((clock.now() - from) * 1000) / 1000;
        recorder.record(
          { kind: 'timer', direction: 'local', wait, boundMs, elapsedMs, outcome, of: of?.n ?? null, by: by?.n ?? null },
          this.id,
        );
        resolve(outcome);
      };
      const timer = clock.after(boundMs, () => {
        settle('expired');
        if (typeof forget === 'function') forget();
      });
      this.#pending.add(settle);
      const forget = begin(settle);
      if (signal.aborted) settle('aborted');
    });
  }

  async #orEnd(result: Promise<RequestResult>): Promise<Reply> {
    const settled = await result;
    if (settled.outcome === 'came') return settled.reply;
    throw new WaitEnded(`no answer (${settled.outcome})`);
  }
}

function presentation(token: Presented, reveal: (token: Token) => string): { readonly wire: unknown; readonly shown: unknown } {
  if (typeof token !== 'string') return { wire: { token: reveal(token) }, shown: { token: `⟦${token.label}⟧` } };
  const wire = {
    empty: { token: '' },
    null: { token: null },
    missing: {},
    number: { token: 1 },
    object: { token: { $ne: null } },
  }[token];
  return { wire, shown: wire };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

function isCommand(message: unknown): message is Readonly<Record<string, unknown>> {
  const { type, subType } = (typeof message === 'object' && message !== null ? message : {}) as Readonly<Record<string, unknown>>;
  return type === 'COMMAND' && subType === 'REQUEST';
}

const isUtf8 = (data: Buffer): boolean => Buffer.from(data.toString('utf8')).equals(data);
