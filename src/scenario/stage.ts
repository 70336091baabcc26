import type { CommandOrder } from '../protocol/command-order.ts';
import type { EffortName, ServiceWait } from '../protocol/profile.ts';
import type { SeatSummary } from '../transcript/entry.ts';
import type { Marking } from '../transcript/mark.ts';
import type { Invention, Reply, SearchOrder, Writing } from './service-peer.ts';
import type { CertificateKind, Front } from './set.ts';

/** A job or an image of which the candidate is told, with the entry as it is to stand on the wire (contracts.md §5). */
export interface StagedEvent {
  readonly object: 'JOB' | 'IMAGE';
  readonly data: Readonly<Record<string, unknown>>;
}

/** Parts of an answer that are to differ from the right one, and why: such an answer is not held to the endpoint's own rules. */
export interface AnswerDeviation {
  readonly id?: string;
  readonly type?: string;
  readonly subType?: string;
  readonly payload?: unknown;
  readonly why: string;
}

/** A REQUEST of the candidate that an endpoint can answer. */
export interface Asked {
  readonly id: string;
  readonly message: unknown;
  readonly connection: StagedConnection;
  /** `valid:true`, or an acknowledgement. */
  accept(writing?: Writing): void;
  /** `valid:false`. */
  refuse(): void;
  /** An answer that deviates. */
  answer(deviation: AnswerDeviation): void;
}

/** What an endpoint does by itself when something comes; a drive changes it by {@link StagedEndpoint.behave}. */
export interface Habits {
  readonly connect: (asked: Asked) => void;
  /** Called for a NOTIFICATION REQUEST with entries of this scenario's events; all others are acknowledged at once. */
  readonly notification: (asked: Asked) => void;
  /** Whether a ping is answered. */
  readonly pongs: boolean;
  /** What answers an upgrade: 101, another status, a 101 with a wrong Sec-WebSocket-Accept, or a redirect. */
  readonly upgrade: 'take' | 'not-found' | 'wrong-accept' | 'redirect';
}

/** One WebSocket connection of the candidate. */
export interface StagedConnection {
  /** `c1`, `c2`, … over the whole run. */
  readonly id: string;
  readonly open: boolean;
  /** Sends a COMMAND REQUEST and waits for its answer. */
  command(order: CommandOrder, writing?: Writing): Promise<Reply>;
  /** Sends a COMMAND REQUEST and does not wait. */
  order(order: CommandOrder, writing?: Writing): void;
  /** Sends text that is no message of an endpoint, as a text or binary message. */
  say(text: string, writing: Writing & { readonly deviation: string }): void;
  /** Sends a pong that nobody asked for (RFC 6455 §5.5.3). */
  pong(data?: Uint8Array): void;
  /** Waits until the candidate ends the connection. */
  ended(wait: ServiceWait): Promise<void>;
  /** Closes as an application does: a Close frame, then the end; never throws. */
  close(): Promise<void>;
  /** Cuts TCP without a Close frame, as a network failure does. */
  drop(): void;
}

/** One endpoint of the stage. */
export interface StagedEndpoint {
  readonly seat: SeatSummary;
  /** Changes some of its habits. */
  behave(habits: Partial<Habits>): void;
  /** From now on TCP connections are taken in another way; those that are open stay. */
  front(front: Front): void;
  /** From now on it shows another certificate; those who came before have seen the one before. */
  present(certificate: CertificateKind): void;
  /** As if its server were gone: connections that are open are cut, new ones reset. */
  goDown(): void;
  /** Lets its descriptor appear in the candidate's folder: an endpoint added and activated; `newToken` gives it another token first. */
  register(how?: { readonly newToken?: true }): void;
  /** Lets its descriptor vanish: removed, or deactivated. */
  unregister(): void;
  /** The connection that is established, or the next one that is. */
  established(wait?: ServiceWait): Promise<StagedConnection>;
  /** The next CONNECT REQUEST that no one has waited for yet. */
  asked(wait?: ServiceWait): Promise<Asked>;
  /** The next NOTIFICATION REQUEST with entries of this scenario that no one has waited for yet. */
  notified(wait?: ServiceWait): Promise<Asked>;
  /** Waits until every event that was raised so far has been told here, in however many notifications. */
  told(wait?: ServiceWait): Promise<void>;
  /** The next upgrade request that no one has waited for yet, however it is answered. */
  knocked(wait?: ServiceWait): Promise<void>;
  /** Waits until someone to whom the certificate was shown has asked for an upgrade or has left: only that tells whether it is trusted. */
  decided(wait?: ServiceWait): Promise<void>;
  /** The next ping that no one has waited for yet. */
  pinged(): Promise<void>;
  /** Forgets what has come so far and was not waited for, and what has been told. */
  forget(): void;
}

/** What the REST API answers to one uri, where a scenario wants something particular; null for a status: it hangs up instead. */
export interface ApiPlan {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Until then the answer is withheld. */
  readonly after?: Promise<unknown>;
}

/** A call of the REST API as it came, redacted. */
export interface CalledApi {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the drive of a service scenario acts through: our endpoints, and the events of which the candidate is told. */
export interface Stage {
  readonly first: StagedEndpoint;
  readonly second: StagedEndpoint;
  readonly third: StagedEndpoint;
  /** All of them, in the order of the plan. */
  readonly endpoints: readonly StagedEndpoint[];
  readonly invent: Invention;
  /** What a search of generated cases goes by. */
  readonly search: SearchOrder;
  /** True as long as there is time left for more of something. */
  timeFor(what: EffortName): () => boolean;
  /** A path of NetBackup's REST API that only this scenario asks for. */
  uri(name: string): string;
  /** From now on the API answers so to a path, whatever its query. */
  answer(uri: string, plan: ApiPlan): void;
  /** The next call of the API for a path of this scenario that no one has waited for yet. */
  called(wait?: ServiceWait): Promise<CalledApi>;
  /** Ends the candidate by SIGTERM and the end of its input, and starts the same command with the same folder. */
  restart(): Promise<void>;
  /** Tells the candidate of events, all in one write; not before it has tried to reach the groups of this scenario. */
  raise(...events: readonly StagedEvent[]): void;
  /** Lets the time of a wait pass, in which something is not to happen. */
  watch(wait: ServiceWait): Promise<void>;
  /** Waits until the candidate's connection process has run so many times more, as the canary group sees it. */
  runs(count: number): Promise<void>;
  /** Gives undefined where a wait ended without what it waited for, so that a drive can go on; an interrupt ends it all the same. */
  attempt<T>(action: Promise<T>): Promise<T | undefined>;
  /** Notes a thing that a check wants to find again. */
  readonly mark: Marking<void>;
}
