import type { CommandOrder } from '../protocol/command-order.ts';
import type { EffortName } from '../protocol/profile.ts';
import type { NearMiss, WrongForm } from '../protocol/token.ts';
import type { ProbeName, SeatSummary } from '../transcript/entry.ts';
import type { Marking } from '../transcript/mark.ts';

/** Thrown by a wait that expired or lost its connection: it ends the drive quietly and the transcript is judged. */
export class WaitEnded extends Error {
  override readonly name = 'WaitEnded';
}

/** A token whose value no scenario ever sees; the label is what transcripts show. */
export interface Token {
  readonly label: string;
}

/** What a CONNECT presents: a token, or something in its place that is none. */
export type Presented = Token | 'empty' | 'null' | 'missing' | 'object';

/** One endpoint of the group, in NetBackup's order: by priority, the lowest number first. */
export interface Seat extends SeatSummary {
  readonly token: Token;
  /** Null where this token has no such form. */
  alteredToken(form: WrongForm | NearMiss): Token | null;
}

/** How a message is put on the wire; all of it optional, all of it as NetBackup does it by default. */
export interface Writing {
  /** Default: a fresh upper-case version 4 UUID. */
  readonly id?: string;
  /** Turns the message into text; default: JSON.stringify. */
  readonly write?: (message: Readonly<Record<string, unknown>>) => string;
  /** Sent as a fragmented message, with what stands between the fragments; default: one frame. */
  readonly fragments?: { readonly size: number; readonly pingBetween?: boolean };
  /** Why this is deliberately not what NetBackup would send; it is then not held to the service's own rules. */
  readonly deviation?: string;
  /** It is so far from what NetBackup sends that the endpoint owes nothing on this connection from then on. */
  readonly provokes?: true;
  /** As a binary message instead of a text one. */
  readonly binary?: true;
  /** How often a notification is sent before it is given up; default: NetBackup's patience by which we judge. */
  readonly sends?: number;
}

/** The answer to one of our requests, as a lenient drive understands it. */
export interface Reply {
  /** It means yes: a token taken, or a notification acknowledged. */
  readonly yes: boolean;
  readonly message: unknown;
}

/** A COMMAND REQUEST of the candidate, as far as a drive needs it. */
export interface ReceivedCommand {
  readonly id: string;
  readonly payload: unknown;
}

/** While it lasts, the drive answers COMMAND REQUESTs in place of the REST stand-in. */
export interface CommandTaking {
  /** The next COMMAND REQUEST, or the next one for a uri, waited for. */
  next(uri?: string): Promise<ReceivedCommand>;
  /** Sends a COMMAND RESPONSE, under another id where told so. */
  answer(command: ReceivedCommand, payload: RestAnswer, as?: { readonly id?: string; readonly deviation?: string }): void;
  release(): void;
}

/** What a COMMAND RESPONSE relays: the HTTP answer of NetBackup's REST API (guide §1.7.2 C). */
export interface RestAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly responseCode: number;
  readonly body: string;
}

/** The ways in which an application can be stimulated; each optional. */
export type HookName = 'sendCommand' | 'closeConnection';

/** One WebSocket connection to the candidate, from the upgrade to its end. */
export interface Connection {
  /** `c1`, `c2`, … over the whole run. */
  readonly id: string;
  readonly seat: Seat;
  readonly open: boolean;
  /** Sends a CONNECT REQUEST and waits for its answer; default: the seat's own token. */
  present(token?: Presented, writing?: Writing): Promise<Reply>;
  /**
   * Sends a NOTIFICATION REQUEST and waits for its acknowledgement with NetBackup's patience: three sends, one scheduledRate
   * apart (guide §1.6).
   */
  notify(payload: readonly unknown[], writing?: Writing): Promise<Reply>;
  /** Sends a CONNECT REQUEST and does not wait. */
  offer(token: Token, writing: Writing): void;
  /** Sends a NOTIFICATION REQUEST once and does not wait. */
  post(payload: readonly unknown[], writing?: Writing): void;
  /** Sends a ping and waits for a pong: a fence that proves what the socket had been given. */
  ping(data?: Uint8Array): Promise<void>;
  /** Sends a pong that nobody asked for (RFC 6455 §5.5.3). */
  pong(data?: Uint8Array): void;
  /** Watches the connection for the soak time, pinging all the while; ends early where the candidate ends it. */
  idle(): Promise<void>;
  /** From now on the drive itself answers COMMAND REQUESTs for these uris; all others go to the REST stand-in as usual. */
  takeCommands(uris: readonly string[]): CommandTaking;
  /** Waits until the candidate ends the connection. */
  ended(): Promise<void>;
  /** Closes as NetBackup does: a Close frame, then the end; never throws. */
  close(): Promise<void>;
  /** Cuts TCP without a Close frame, as a network failure does. */
  drop(): Promise<void>;
}

/** Invented events: names under `.example`, numbers from one range, each used once, so that a provider can purge them. */
export interface Invention {
  job(fields?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  image(fields?: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** A fresh id; `like` gives its spelling (letter case, version), of which enough digits are replaced to make it unique. */
  id(like?: string): string;
  /** The payload of a printed example with its names moved under `.example` and its numbers into the invented range. */
  adopt(message: unknown): readonly unknown[];
}

/** How generated cases are searched. */
export interface SearchOrder {
  readonly seed: number;
  /** How many cases a search drives at most. */
  readonly runs: number;
  /** The case of a replay file, which is then the only one, and of what kind it is. */
  readonly replay: { readonly kind: string; readonly value: unknown } | null;
}

/** Cases of a search, unless the user wants more or less (contracts.md §1). */
const USUAL_RUNS = 200;

export const searchOrder = (seed: number, runs: number = USUAL_RUNS, replay: SearchOrder['replay'] = null): SearchOrder => ({
  seed,
  runs,
  replay,
});

/** What the drive of an endpoint scenario acts through: our half of the wire, playing NetBackup's service. */
export interface ServicePeer {
  /** The endpoints of the group by priority. */
  readonly group: readonly Seat[];
  /** The endpoint of the highest priority; ends the drive where no descriptor could be read. */
  readonly first: Seat;
  readonly invent: Invention;
  /** The hooks that the user has wired. */
  readonly hooks: ReadonlySet<HookName>;
  /** Makes the application send a COMMAND; the promise settles when the hook answers or its patience is over, and never throws. */
  order(command: CommandOrder): Promise<void>;
  /** Makes the application close its connection; never throws. */
  askToClose(): Promise<void>;
  /** True as long as there is time left for many messages in a row; drives send a few more even where there is none. */
  timeFor(what: EffortName): () => boolean;
  /** What a search of generated cases goes by. */
  readonly search: SearchOrder;
  /** From now on an endpoint cannot be reached, by our own dialer's doing; undone by the next scenario. */
  makeUnreachable(seat: Seat): void;
  makeReachable(seat: Seat): void;
  /**
   * Does what NetBackup's dialog does at Validate: reads the descriptors and fetches the certificate of each endpoint, without an
   * upgrade (guide §2.3).
   */
  register(): Promise<void>;
  /** Asks each endpoint for something that it should refuse, on a bare connection of its own. */
  probe(name: ProbeName): Promise<void>;
  /** The established connection to the first endpoint: the one kept open if it still lives, else a fresh one. */
  session(): Promise<Connection>;
  /** A fresh connection, upgraded but without CONNECT; whatever was open is closed first (one connection at a time). */
  connect(seat?: Seat): Promise<Connection>;
  /** A fresh connection whose CONNECT was accepted, kept open for scenarios that follow. */
  establish(seat?: Seat): Promise<Connection>;
  /** Gives undefined where a wait ended without what it waited for, so that a drive can go on; an interrupt ends it all the same. */
  attempt<T>(action: Promise<T>): Promise<T | undefined>;
  /** Notes a thing that a check wants to find again. */
  readonly mark: Marking<void>;
}
