import type { IncomingMessage } from 'node:http';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { CommandOrder } from '../../protocol/command-order.ts';
import type { Edition } from '../../protocol/profile.ts';
import type { Authority, Leaf } from '../certificates.ts';

export type Json = Readonly<Record<string, unknown>>;

/** How one message goes out; what is left out is as usual. */
export interface Outgoing {
  readonly message: Json;
  /** Milliseconds to wait before it is sent, as a real clock would show them. */
  readonly afterMs?: number;
  readonly binary?: boolean;
}

/** What the application knows of one connection. */
export interface EndpointSession {
  /** Which endpoint of the group it came to, from 0. */
  readonly seat: number;
  /** The connection's number over the whole group, from 1. */
  readonly connection: number;
  established: boolean;
  readonly store: Store;
  readonly wire: Wire;
  readonly send: (outgoing: readonly Outgoing[]) => void;
}

/** The application's side of one connection. */
export interface Wire {
  readonly socket: WebSocket;
  /** The TLS socket below, for bytes that `ws` would not write. */
  readonly raw: Duplex;
}

/** A COMMAND that waits for its RESPONSE. */
export interface PendingCommand {
  readonly id: string;
  /** The number of the connection on which it was sent: with it the command is gone. */
  readonly connection: number;
  readonly resolve: (payload: unknown) => void;
}

/** What the endpoints of a group share. */
export interface Store {
  /** Commands not answered yet, in the order in which they were sent. */
  pending: PendingCommand[];
  /** True once the application has begun to ask: it logs in once, and not at every connection. */
  hasAsked: boolean;
  /** The connection accepted last. */
  latest: EndpointSession | null;
  /** The tokens handed out with the descriptors, by seat. */
  readonly tokens: readonly string[];
  /** The descriptors as text, by seat, once the endpoints listen. */
  texts: readonly string[];
  /** Ids of the notifications received, in order, resends included. */
  readonly notifications: string[];
  /** The edition of the guide by which it asks for calls; null for none in particular. */
  readonly edition: Edition | null;
  /** Ends the application as a crash does: every connection is reset, and nobody listens any more. */
  crash: () => void;
}

export type UpgradeDecision =
  | { readonly accept: true; readonly headers?: readonly string[] }
  | { readonly accept: false; readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** The answer to a plain GET. */
export interface HttpPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a TLS server is made of. */
export interface EndpointTls extends ServerOptions {
  /** Certificates that take turns, one a connection, in place of the one that is shown to all; clients that name no server see them too. */
  readonly inTurn?: readonly Leaf[];
}

/** What may become of a TCP connection. */
export interface EndpointTransport {
  readonly secure: (socket: Socket) => void;
  /** Without TLS. */
  readonly plain: (socket: Socket) => void;
}

/**
 * The places where a cloud application decides something. A fault or a variation wraps one of them and sees nothing else, so it
 * can change bytes and timing and never knows who is watching.
 */
export interface EndpointSeams {
  /** The token that is handed out with the descriptor of a seat. */
  readonly mint: (seat: number) => string;
  /** The descriptor as the text of the file that administrators get (guide §2.2). */
  readonly describe: (descriptor: Json) => string;
  /** What is done with a TCP connection before its first byte is read. */
  readonly accept: (socket: Socket, ways: EndpointTransport) => void;
  /** The TLS server's options; the authority is the one that vouches for the certificate in them. */
  readonly tls: (options: EndpointTls, authority: Authority) => EndpointTls | Promise<EndpointTls>;
  /** The answer to a GET that is no upgrade: the descriptor of this seat at its own path, where it is handed out by URL (guide §2.2). */
  readonly page: (path: string, descriptor: string | null) => HttpPage;
  /** Whether an upgrade is taken (RFC 6455 §4.2). */
  readonly upgrade: (request: IncomingMessage, store: Store) => UpgradeDecision;
  /** Called when a connection is open, before any message; what it gives is sent at once. */
  readonly greet: (session: EndpointSession) => readonly Outgoing[];
  /** Whether the presented token is this endpoint's own (guide §1.7.1). */
  readonly token: (presented: unknown, session: EndpointSession) => boolean;
  /** The messages that answer one message of NetBackup (guide §1.6, §1.7.1). */
  readonly answer: (request: Json, session: EndpointSession) => readonly Outgoing[];
  /** Text from the wire as a message (RFC 4627); null where it is no JSON object. */
  readonly read: (text: string, session: EndpointSession) => Json | null;
  /** What is done with text that is no JSON object; the guide says nothing about it (AMB-20). */
  readonly undecodable: (text: string, session: EndpointSession) => readonly Outgoing[];
  /** A message as text (RFC 4627). */
  readonly encode: (message: Json) => string;
  /** Text on the wire (RFC 6455 §5). */
  readonly frame: (text: string, binary: boolean, wire: Wire) => void;
  /** The answer to a ping (RFC 6455 §5.5.3). */
  readonly ping: (payload: Buffer, session: EndpointSession) => void;
  /** What the application asks for by itself: `answer` is null when a notification has come, later the answer to what it asked. */
  readonly ask: (answer: Json | null, session: EndpointSession) => readonly CommandOrder[];
  /** The COMMAND REQUEST that carries an order; its id is new for every command (guide §1.5, §1.7.2). */
  readonly command: (order: CommandOrder, session: EndpointSession) => Json;
  /** Finds the command that a COMMAND RESPONSE answers: the index in `pending`, -1 for none (guide Table 1-3). */
  readonly correlate: (response: Json, pending: readonly PendingCommand[]) => number;
  /** Closes the connection because the application wants NetBackup elsewhere (guide §1.3). */
  readonly hangUp: (session: EndpointSession) => void;
  /** What is done when NetBackup closes. */
  readonly close: (session: EndpointSession) => void;
}

export type SeamName = keyof EndpointSeams;

/** Wraps exactly one seam: gets the seam as it was and gives the one to use. */
export type SeamWrap = { readonly [K in SeamName]?: (next: EndpointSeams[K], scale: TimeScale) => EndpointSeams[K] };

/** Turns milliseconds of a real clock into those of this run: 1 to 1 for anyone but selftest. */
export type TimeScale = (milliseconds: number) => number;
