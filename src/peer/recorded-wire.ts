import type { TLSSocket } from 'node:tls';
import type { WebSocket } from 'ws';
import { CloseCode } from '../protocol/close-code.ts';
import { parsedJson } from '../protocol/parsed-json.ts';
import { WaitEnded, type Writing } from '../scenario/service-peer.ts';
import { type Direction, type Entry, type EntryBody, FLOOD, type FrameHeader, OWN_ERROR } from '../transcript/entry.ts';
import { markOf } from '../transcript/mark.ts';
import type { Recorder } from '../transcript/recorder.ts';
import { closeCodeFor, closeProblem, isUtf8 } from './close-frame.ts';
import { FloodGuard } from './flood-guard.ts';
import { FrameTap, type TappedFrame } from './frame-tap.ts';

/** Bytes of the payload of a control frame at most (RFC 6455 §5.5). */
const LONGEST_CONTROL = 125;

/** The problem of a frame that came after a Close frame (RFC 6455 §5.5.1). */
const AFTER_CLOSE = 'FRAME_AFTER_CLOSE';

/** What a wire tells its owner, after it has recorded it. */
export interface WireEvents {
  /** `message` is undefined where the text is not JSON. */
  message(message: unknown, text: string, entry: Entry): void;
  pong(hex: string): void;
  /** A ping that is not answered by itself; without this, ws answers each. */
  ping?(data: Uint8Array): void;
  /** Nothing more will be exchanged: a Close came, or TCP ended on either side. */
  end(): void;
}

/** An open WebSocket, everything of which is recorded in the order in which it crossed; it knows nothing of requests and waits. */
export class RecordedWire {
  readonly #id: string;
  readonly #recorder: () => Recorder;
  readonly #events: WireEvents;
  readonly #tap = new FrameTap();
  /** Frames that the tap has seen and that are not recorded yet. */
  readonly #frames: TappedFrame[] = [];
  /** Headers of the message that is under way. */
  readonly #dataFrames: FrameHeader[] = [];
  #socket: WebSocket | null = null;
  #raw: TLSSocket | null = null;
  #isOpen = false;
  #closeSent = false;
  #closeReceived = false;
  #endRecorded = false;
  #wasDropped = false;
  readonly #guard = new FloodGuard();

  constructor(id: string, recorder: () => Recorder, events: WireEvents) {
    this.#id = id;
    this.#recorder = recorder;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** True where the candidate ended TCP although neither side had sent a Close. */
  get wasDropped(): boolean {
    return this.#wasDropped;
  }

  /**
   * Called within the event of the open socket: ws listens to the raw one by then, and has put back what came in the packet of the
   * 101, but nothing has been read. A listener any earlier would set the stream flowing, and ws would miss that packet's rest.
   */
  attach(socket: WebSocket, raw: TLSSocket): void {
    this.#socket = socket;
    this.#raw = raw;
    this.#isOpen = true;
    socket.on('message', (data, binary) => this.#received(data as Buffer, binary));
    socket.on('error', (error) => this.#refused(error));
    raw.prependListener('data', (chunk: Buffer) => this.#tapped(chunk));
    // After ws has read a chunk, what it did not tell as a message is told here: control frames, in their order.
    raw.on('data', () => this.#flushControls());
    raw.on('end', () => this.#ended('received', 'fin'));
    raw.on('error', (error: NodeJS.ErrnoException) => this.#ended('received', error.code === 'ECONNRESET' ? 'reset' : 'fin'));
    raw.on('close', () => this.#ended('received', 'fin'));
  }

  record(body: EntryBody): Entry {
    return this.#recorder().record(body, this.#id);
  }

  /** `recorded` holds placeholders where `text` holds secrets; `isRedacted` is false where it repeats words of the candidate's own. */
  send(text: string, recorded: string, { fragments, deviation, provokes, binary: isBinary }: Writing, isRedacted = true): Entry {
    const binary = isBinary === true;
    const socket = this.#live();
    const bytes = Buffer.byteLength(text);
    const fact = {
      direction: 'sent',
      text: recorded,
      bytes,
      binary,
      frames: [],
      deviation,
      provokes,
      isRedacted,
    } as const;
    const entry = this.#recorder().message(fact, this.#id);
    this.#guard.asked();
    if (fragments === undefined) socket.send(text, { binary });
    else this.#sendFragments(socket, Buffer.from(text), fragments);
    return entry;
  }

  ping(data: Uint8Array): Entry {
    const socket = this.#live();
    const entry = this.record({ kind: 'ping', direction: 'sent', hex: Buffer.from(data).toString('hex'), frames: [] });
    this.#guard.asked();
    socket.ping(data);
    return entry;
  }

  pong(data: Uint8Array): void {
    // A ping that is too long to be one has no pong (RFC 6455 §5.5).
    if (data.length > LONGEST_CONTROL) return;
    const socket = this.#live();
    this.record({ kind: 'pong', direction: 'sent', hex: Buffer.from(data).toString('hex'), frames: [] });
    socket.pong(data);
  }

  /** Begins a closing handshake (RFC 6455 §7.1.2). */
  sendClose(): Entry {
    const socket = this.#live();
    const entry = this.#recordOwnClose(CloseCode.Normal);
    socket.close(CloseCode.Normal);
    return entry;
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

  #live(): WebSocket {
    if (!this.#isOpen || this.#socket === null) throw new WaitEnded('the connection has ended');
    return this.#socket;
  }

  #recordOwnClose(code: number | null): Entry {
    this.#closeSent = true;
    return this.record({ kind: 'close', direction: 'sent', code, reason: '', frames: [] });
  }

  #sendFragments(socket: WebSocket, data: Buffer, { size, pingBetween = false }: NonNullable<Writing['fragments']>): void {
    for (let from = 0; from < data.length; from += size) {
      const fin = from + size >= data.length;
      socket.send(data.subarray(from, from + size), { fin, binary: false });
      if (!fin && pingBetween) this.ping(Buffer.alloc(0));
    }
  }

  #tapped(chunk: Buffer): void {
    if (!this.#isOpen) return;
    const frames = this.#tap.push(chunk);
    this.#frames.push(...frames);
    if (this.#guard.frames(frames.length)) this.cut(FLOOD);
  }

  #received(data: Buffer, binary: boolean): void {
    // ws goes on telling what it had read when we hung up.
    if (!this.#isOpen) return;
    const frames = this.#framesOfMessage();
    const text = binary && !isUtf8(data) ? data.toString('base64') : data.toString('utf8');
    const entry = this.#recorder().message({ direction: 'received', text, bytes: data.length, binary, frames }, this.#id);
    if (this.#guard.message(data.length)) this.cut(FLOOD);
    else this.#tell(text, entry);
  }

  /** Whatever a candidate says must not end the run: an error in taking it is ours, and ends this connection alone. */
  #tell(text: string, entry: Entry): void {
    try {
      this.#events.message(parsedJson(text.startsWith('\ufeff') ? text.slice(1) : text), text, entry);
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'something that is no error';
      this.record(markOf(OWN_ERROR, detail));
      this.cut(OWN_ERROR);
    }
  }

  /** The frames of the message that ws has just told; control frames that came between them are told first. */
  #framesOfMessage(): readonly FrameHeader[] {
    for (let tapped = this.#frames.shift(); tapped !== undefined; tapped = this.#frames.shift()) {
      if (tapped.header.opcode >= 8) this.#control(tapped);
      else {
        this.#dataFrames.push(tapped.header);
        if (tapped.header.fin) break;
      }
    }
    return this.#dataFrames.splice(0);
  }

  #flushControls(): void {
    for (const tapped of this.#frames.splice(0)) {
      if (tapped.header.opcode >= 8) this.#control(tapped);
      else if (this.#closeReceived)
        this.record({ kind: 'frame', direction: 'received', frame: tapped.header, problem: AFTER_CLOSE });
      else this.#dataFrames.push(tapped.header);
    }
  }

  #control({ header, control }: TappedFrame): void {
    if (!this.#isOpen && !this.#closeReceived) return;
    if (this.#guard.control()) {
      this.cut(FLOOD);
      return;
    }
    const payload = control ?? Buffer.alloc(0);
    const frames = [header];
    const hex = payload.toString('hex');
    const shown = this.#recorder().redact(hex);
    if (this.#closeReceived) {
      this.record({ kind: 'frame', direction: 'received', frame: header, problem: AFTER_CLOSE });
    } else if (header.opcode === 8) {
      this.#closeReceived = true;
      const problem = closeProblem(payload);
      if (problem !== null) this.record({ kind: 'frame', direction: 'received', frame: header, problem });
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : null;
      const reason = this.#recorder().redact(payload.subarray(2).toString('utf8'));
      this.record({ kind: 'close', direction: 'received', code, reason, frames });
      // ws answers a Close with the same code, as RFC 6455 §5.5.1 asks, unless ours went first.
      if (!this.#closeSent) this.#recordOwnClose(code);
      this.#finish();
    } else if (header.opcode === 9) {
      this.record({ kind: 'ping', direction: 'received', hex: shown, frames });
      if (this.#events.ping === undefined) this.record({ kind: 'pong', direction: 'sent', hex: shown, frames: [] });
      else this.#events.ping(payload);
    } else if (header.opcode === 10) {
      this.record({ kind: 'pong', direction: 'received', hex: shown, frames });
      this.#events.pong(hex);
    } else this.record({ kind: 'frame', direction: 'received', frame: header, problem: 'WS_ERR_INVALID_OPCODE' });
  }

  /** `ws` would not read on: the frame that it stumbled over is told, and the end is ours. */
  #refused(error: Error): void {
    const problem = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
    const [frame] = [...this.#dataFrames.splice(0), ...this.#frames.splice(0).map(({ header }) => header)].slice(-1);
    if (frame !== undefined) this.record({ kind: 'frame', direction: 'received', frame, problem });
    if (!this.#closeSent) this.#recordOwnClose(closeCodeFor(problem));
    this.cut(`protocol-error ${problem}`);
  }

  #ended(direction: Direction, how: 'fin' | 'reset'): void {
    this.#flushControls();
    if (!this.#endRecorded) {
      this.#endRecorded = true;
      this.#wasDropped = direction === 'received' && !this.#closeSent && !this.#closeReceived;
      this.record({ kind: 'tcp', direction, event: 'ended', how });
    }
    this.#finish();
  }

  #finish(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#events.end();
  }
}
