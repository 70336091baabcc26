import type { Socket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import type { Json } from '../endpoint/seams.ts';
import { attempt } from './attempt.ts';
import { QueueDelivery } from './delivery.ts';
import type { Installation } from './installation.ts';
import { KeepAlive } from './keep-alive.ts';
import { say } from './message.ts';
import type { ApiCall, CloseReason } from './seams.ts';
import { isSessionOpen, type Registered, type ServerGroup, type ServiceSession } from './session.ts';
import type { Wait } from './waits.ts';

/** More than any answer or command that makes sense. */
const MAX_PAYLOAD = 8 * 1024 * 1024;
/** The guide sets no time for the CONNECT RESPONSE (AMB-09); this is the suite's own for endpoints. */
const CONNECT_MS = 10_000;
/** How long the other side may take to answer a Close; less than what the whole service has to end. */
const CLOSING_MS = 2_000;
/** The guide sets no time for the API; a call that takes longer has lost whoever asked for it. */
const CALL_MS = 60_000;

/** What a connection is made of. */
export interface RawLine {
  readonly raw: Socket;
  readonly endpoint: Registered;
  readonly group: ServerGroup;
  /** Its number over the whole service, from 1. */
  readonly connection: number;
  /** Called when the WebSocket is open. */
  readonly opened: () => void;
  /** Called when the WebSocket was not opened. */
  readonly failed: (error: Error) => void;
  /** Tries the group at once. */
  readonly redial: () => void;
}

/** Options of ws 8.23 that its types (8.18) do not know. */
interface UntypedOptions {
  readonly createConnection: () => Socket;
  readonly closeTimeout: number;
}

/** One WebSocket connection to an endpoint, from the opening handshake to its end (guide §1.1). */
export class WebSocketSession {
  readonly session: ServiceSession;
  readonly delivery: QueueDelivery;
  /** True once the connection is established, false when it will not be. */
  readonly settled: Promise<boolean>;
  readonly closed: Promise<void>;
  readonly #installation: Installation;
  readonly #keepAlive: KeepAlive;
  #settle: (established: boolean) => void = () => {};
  #answer: Wait | null = null;

  constructor({ raw, endpoint, group, connection, opened, failed, redial }: RawLine, installation: Installation) {
    const { seams, waits, properties } = installation;
    const { url, headers } = seams.upgrade(endpoint);
    const options: ClientOptions & UntypedOptions = {
      headers,
      createConnection: () => raw,
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: MAX_PAYLOAD,
      closeTimeout: waits.length('closing', CLOSING_MS),
      finishRequest: (request) => attempt(() => seams.request(request, endpoint), undefined),
    };
    const socket = new WebSocket(url, options);
    this.#installation = installation;
    this.session = {
      ...{ endpoint, group, connection, properties, socket, raw },
      ...{ connectId: null, established: false, outstanding: [], unanswered: [] },
    };
    this.delivery = new QueueDelivery(this.session, installation);
    this.#keepAlive = new KeepAlive(this.session, installation);
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // Never removed: `ws` emits an error for whatever ends a connection, and 'close' follows.
    socket.on('error', () => {});
    socket.once('error', failed);
    socket.on('open', () => {
      socket.off('error', failed);
      opened();
      group.sessions.add(this.session);
      attempt(() => this.#open(), undefined);
    });
    socket.on('message', (data, binary) => attempt(() => this.#received(String(data), binary), undefined));
    socket.on('pong', (payload) => this.#keepAlive.pong(String(payload)));
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#gone(redial);
        resolve();
      });
    });
  }

  /** Closes for a reason of the service; whoever does not answer the Close is cut off after a while. */
  async close(why: CloseReason): Promise<void> {
    const { seams, waits } = this.#installation;
    const { socket } = this.session;
    if (socket.readyState === socket.CONNECTING) socket.terminate();
    else attempt(() => seams.close(this.session, why), undefined);
    const patience = waits.after('closing', CLOSING_MS, () => socket.terminate());
    await this.closed;
    patience.cancel();
  }

  #open(): void {
    const { seams, waits } = this.#installation;
    this.#answer = waits.after('connect', CONNECT_MS, () => {
      this.#settle(false);
      seams.close(this.session, 'no-answer');
    });
    for (const message of seams.upgraded(this.session)) {
      if (message['type'] === 'CONNECT') this.session.connectId ??= String(message['id']);
      say(message, this.session, seams);
    }
    this.delivery.pump();
  }

  #received(text: string, binary: boolean): void {
    const { seams } = this.#installation;
    const message = seams.read(text, binary, this.session);
    if (message === null) {
      if (isSessionOpen(this.session)) seams.undecodable(text, this.session);
      return;
    }
    // An acknowledgement counts even while the connection is closing: what was taken need not come again.
    this.delivery.received(message);
    if (!isSessionOpen(this.session)) return;
    if (!this.session.established) this.#connecting(message);
    void this.#command(message).catch(() => {});
  }

  #connecting(message: Json): void {
    const { seams } = this.#installation;
    const verdict = seams.established(message, this.session);
    if (verdict === 'not-an-answer') return;
    this.#answer?.cancel();
    this.session.established = verdict === 'yes';
    this.#settle(this.session.established);
    if (this.session.established) {
      this.#keepAlive.start();
      this.delivery.pump();
    } else {
      seams.refused(this.session);
    }
  }

  async #command(message: Json): Promise<void> {
    const { seams } = this.#installation;
    const decision = seams.command(message, this.session);
    if (decision.action === 'ignore') return;
    const answer = decision.action === 'refuse' ? decision.answer : await this.#call(decision.call);
    for (const response of seams.respond(message, answer, this.session)) say(response, this.session, seams);
  }

  async #call(call: ApiCall) {
    const { seams, waits, apiUrl, stopping } = this.#installation;
    const late = new AbortController();
    const patience = waits.after('call', CALL_MS, () => late.abort());
    try {
      return await seams.call(call, { url: apiUrl, signal: AbortSignal.any([late.signal, stopping]) });
    } finally {
      patience.cancel();
    }
  }

  #gone(redial: () => void): void {
    const { session } = this;
    this.#answer?.cancel();
    this.#keepAlive.stop();
    this.delivery.stop();
    session.group.sessions.delete(session);
    this.#settle(false);
    if (session.established) attempt(() => this.#installation.seams.lost(session, redial), undefined);
  }
}
