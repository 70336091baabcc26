import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { Descriptor } from '../../protocol/descriptor-schema.ts';
import type { NbwssProperties } from '../../protocol/properties.ts';
import type { Json } from '../endpoint/seams.ts';
import type { Wrap } from '../wrap-seams.ts';
import type { KeptEntry, NotificationEntry, Outstanding, Queue, Registered, ServerGroup, ServiceSession } from './session.ts';

/** Where a TCP connection goes. */
export interface HostAndPort {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** What may become of a TCP connection. */
export interface ServiceTransport {
  /** Whom it leads to. */
  readonly endpoint: Registered;
  /** Rejects where the endpoint cannot be trusted, or says nothing. */
  readonly tls: (socket: Socket) => Promise<Socket>;
  /** Without TLS. */
  readonly plain: (socket: Socket) => Promise<Socket>;
  /** Gives up the TCP connection and opens another one. */
  readonly again: () => Promise<Socket>;
}

/** What the opening handshake asks for. */
export interface Upgrade {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A call of NetBackup's REST API (guide §1.5). */
export interface ApiCall {
  readonly method: string;
  /** Path and query. */
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** What the API answered, as the payload of a COMMAND RESPONSE (guide §1.7.2 C). */
export interface ApiAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly responseCode: number;
  readonly body: string;
}

/** Where the API is, and until when its answer is wanted. */
export interface Api {
  /** `http://host:port`, without a path. */
  readonly url: string;
  readonly signal: AbortSignal;
}

export type CommandDecision =
  | { readonly action: 'call'; readonly call: ApiCall }
  | { readonly action: 'refuse'; readonly answer: ApiAnswer }
  | { readonly action: 'ignore' };

/** Why the service closes a connection. */
export type CloseReason = 'refused' | 'no-answer' | 'removed' | 'undecodable' | 'pongs-missed' | 'stopping';

/** What is waited for: a run of the connection process, a resend, a ping, TCP to upgrade, a CONNECT RESPONSE, a send, a Close, the API. */
export type ServiceWaitName = 'period' | 'rate' | 'keep-alive' | 'opening' | 'connect' | 'send' | 'closing' | 'call';

/**
 * The places where NetBackup decides something. A fault or a variation wraps one of them and sees nothing else, so it can
 * change bytes and timing and never knows who is watching.
 */
export interface ServiceSeams {
  /** The text of nbwss.properties, in the folder of the service (guide §2.6, Table 2-4). */
  readonly properties: (text: string, home: string) => NbwssProperties;
  /** Whether a file of that name in `endpoints` is a descriptor (contracts §5). */
  readonly named: (file: string) => boolean;
  /** The text of a file in `endpoints` as a descriptor; null where the dialog would refuse it (guide §2.2). */
  readonly register: (text: string) => Descriptor | null;
  /** The endpoints that a run of the connection process goes by, of those that it has found and those of the run before (guide §1.3). */
  readonly registered: (found: readonly Registered[], before: readonly Registered[]) => readonly Registered[];
  /** The endpoints of a group that are tried, in order (guide §1.3). */
  readonly order: (endpoints: readonly Registered[]) => readonly Registered[];
  /** Whether an endpoint may be connected to now (guide §1.3: one connection per group). */
  readonly mayDial: (endpoint: Registered, group: ServerGroup) => boolean;
  /** The host and port that the descriptor means (guide Table 2-2). */
  readonly target: (endpoint: Registered) => HostAndPort;
  /** The options of the TLS handshake (guide §2.2; RFC 2818 §3.1). */
  readonly tls: (options: ConnectionOptions, endpoint: Registered) => ConnectionOptions;
  /** How a TCP connection becomes a secure one (guide Table 2-2: wss only). */
  readonly secure: (socket: Socket, ways: ServiceTransport) => Promise<Socket>;
  /** The url and additional headers of the opening handshake (guide Table 2-2). */
  readonly upgrade: (endpoint: Registered) => Upgrade;
  /** Sends the opening handshake; who listens to `request` first may still change the answer (RFC 6455 §4.1). */
  readonly request: (request: ClientRequest, endpoint: Registered) => void;
  /** What is done when an endpoint cannot be reached, or does not take the upgrade; it is tried again in a later run (guide §1.3). */
  readonly unreachable: (endpoint: Registered, error: unknown) => void;
  /** What is sent when the WebSocket is open (guide §1.1, phase 1). */
  readonly upgraded: (session: ServiceSession) => readonly Json[];
  /** The CONNECT REQUEST (guide §1.7.1 A). */
  readonly connect: (endpoint: Registered) => Json;
  /** What a message that came before the connection is established says about it (guide §1.7.1 B). */
  readonly established: (message: Json, session: ServiceSession) => 'yes' | 'no' | 'not-an-answer';
  /** What is done when the token was refused (guide §1.7.1). */
  readonly refused: (session: ServiceSession) => void;
  /** What is done when an established connection is gone; `redial` tries the group at once (guide §1.3). */
  readonly lost: (session: ServiceSession, redial: () => void) => void;
  /** What a line of the events tells; null where it is none (contracts §5). */
  readonly event: (line: string) => readonly NotificationEntry[] | null;
  /** The groups that an entry concerns, of those registered (guide §1.6). */
  readonly audience: (entry: NotificationEntry, groups: readonly ServerGroup[]) => readonly ServerGroup[];
  /** Whether something new may be sent now (guide §1.6: one unacknowledged request at a time). */
  readonly gate: (session: ServiceSession) => boolean;
  /** Which of the waiting entries go into the next request, in the order of delivery (guide §1.6). */
  readonly take: (waiting: readonly KeptEntry[], session: ServiceSession) => readonly KeptEntry[];
  /** The payload of a NOTIFICATION REQUEST (guide §1.6). */
  readonly batch: (entries: readonly NotificationEntry[]) => unknown;
  /** The NOTIFICATION REQUEST (guide §1.6 A). */
  readonly notification: (payload: unknown, session: ServiceSession) => Json;
  /** What is sent when the acknowledgement did not come in time; null for nothing (guide §1.6). */
  readonly resend: (message: Json, session: ServiceSession) => Json | null;
  /** Whether a message acknowledges a request (guide §1.6 B). */
  readonly acknowledges: (message: Json, outstanding: Outstanding, session: ServiceSession) => boolean;
  /** What becomes of acknowledged entries (guide §1.6). */
  readonly acknowledged: (entries: readonly KeptEntry[], queue: Queue) => void;
  /** What is done about a message in view of the API (guide §1.5). */
  readonly command: (message: Json, session: ServiceSession) => CommandDecision;
  /** Calls the API; never rejects where the answer is a matter of the call or of the API (guide §1.5). */
  readonly call: (call: ApiCall, api: Api) => Promise<ApiAnswer>;
  /** The messages that answer a COMMAND REQUEST (guide §1.7.2 C). */
  readonly respond: (request: Json, answer: ApiAnswer, session: ServiceSession) => readonly Json[];
  /** Sends a ping (guide Table 2-4, keepAlive). */
  readonly ping: (payload: string, session: ServiceSession) => void;
  /** Whether a pong answers the ping with that payload (RFC 6455 §5.5.3). */
  readonly pong: (payload: string, ping: string, session: ServiceSession) => boolean;
  /** Whether that many missed pongs end the connection (guide Table 2-4, keepAlive.maxPongMissAllowed). */
  readonly missed: (count: number, maximum: number, session: ServiceSession) => boolean;
  /** A message from the wire; null where it cannot be decoded (guide §1.4). */
  readonly read: (text: string, binary: boolean, session: ServiceSession) => Json | null;
  /** What is done with what cannot be decoded (guide Table 2-4, exception.ignoreDecoder). */
  readonly undecodable: (text: string, session: ServiceSession) => void;
  /** A message as text (RFC 4627). */
  readonly encode: (message: Json) => string;
  /** Text on the wire; `sent` is called when the network has taken it (RFC 6455 §5). */
  readonly frame: (text: string, session: ServiceSession, sent: () => void) => void;
  /** Closes a connection (RFC 6455 §7). */
  readonly close: (session: ServiceSession, why: CloseReason) => void;
  /** How long a wait is, in milliseconds of a real clock (guide Table 2-4). */
  readonly wait: (name: ServiceWaitName, milliseconds: number) => number;
  /** The entries that a journal still holds, in order (guide §1.6, guaranteed delivery). */
  readonly load: (journal: string) => readonly KeptEntry[];
  /** Keeps an entry. */
  readonly save: (entry: KeptEntry, journal: string) => void;
  /** Notes that entries are over. */
  readonly erase: (entries: readonly KeptEntry[], journal: string) => void;
}

export type ServiceSeamName = keyof ServiceSeams;

/** Wraps exactly one seam: gets the seam as it was and gives the one to use. */
export type ServiceSeamWrap = Wrap<ServiceSeams>;
