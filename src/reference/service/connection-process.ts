import type { Socket } from 'node:net';
import { attempt } from './attempt.ts';
import { WebSocketSession } from './connection.ts';
import { dial } from './dial.ts';
import type { Installation } from './installation.ts';
import { DurableQueue } from './queue.ts';
import { isSame, readEndpoints } from './registry.ts';
import type { NotificationEntry, Registered, ServerGroup } from './session.ts';

/** How long TCP, TLS and the upgrade may take together, as the suite gives them at an endpoint. */
const OPENING_MS = 10_000;
/** Attempts are called off when the service ends, which takes no time. */
const LAST_ATTEMPTS_MS = 1_000;

/** Compares the registered endpoints with the connections, again and again, and makes up the difference (guide §1.3, §2.7). */
export class ConnectionProcess {
  readonly #installation: Installation;
  readonly #groups = new Map<string, ServerGroup>();
  readonly #connections = new Set<WebSocketSession>();
  /** The groups that are being tried, each with the end of it. */
  readonly #trying = new Map<ServerGroup, Promise<void>>();
  #count = 0;

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /** Runs now and then in every period. */
  start(): void {
    const { waits, properties } = this.#installation;
    waits.every('period', properties.connectionPeriodSeconds * 1000, () => this.#run());
    this.#run();
  }

  /** Queues what happened for the groups that it concerns and sends it where that may be. */
  tell(entry: NotificationEntry): void {
    const registered = [...this.#groups.values()].filter(({ endpoints }) => endpoints.length > 0);
    for (const group of this.#installation.seams.audience(entry, registered)) {
      group.queue.add(entry);
      for (const { session, delivery } of this.#connections) if (session.group === group) delivery.pump();
    }
  }

  /** Closes everything and waits for it; the installation is stopping already, so nothing new begins. */
  async stop(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => connection.close('stopping')));
    // An attempt that has lost its way is left behind.
    const patience = new Promise<void>((resolve) => this.#installation.waits.after('closing', LAST_ATTEMPTS_MS, resolve));
    await Promise.race([Promise.all(this.#trying.values()), patience]);
  }

  #run(): void {
    if (this.#installation.stopping.aborted) return;
    const before = [...this.#groups.values()].flatMap(({ endpoints }) => endpoints);
    const now = this.#installation.seams.registered(readEndpoints(this.#installation, before), before);
    for (const group of this.#groups.values()) group.endpoints = [];
    for (const endpoint of now) {
      const group = this.#groupOf(endpoint.descriptor.groupId);
      group.endpoints = [...group.endpoints, endpoint];
    }
    for (const connection of this.#connections) {
      const { group, endpoint } = connection.session;
      if (currently(endpoint, group) === undefined) void connection.close('removed');
    }
    for (const group of this.#groups.values()) this.#try(group);
  }

  #groupOf(groupId: string): ServerGroup {
    const known = this.#groups.get(groupId);
    if (known !== undefined) return known;
    const queue = new DurableQueue(groupId, this.#installation);
    const group: ServerGroup = { groupId, endpoints: [], queue, sessions: new Set() };
    this.#groups.set(groupId, group);
    return group;
  }

  #try(group: ServerGroup): void {
    if (this.#trying.has(group)) return;
    const ended = this.#tryInOrder(group)
      .catch(() => {})
      .finally(() => this.#trying.delete(group));
    this.#trying.set(group, ended);
  }

  async #tryInOrder(group: ServerGroup): Promise<void> {
    const { seams, stopping } = this.#installation;
    for (const ordered of seams.order(group.endpoints)) {
      // While an earlier one was tried it may have been removed, or added again with another token.
      const endpoint = currently(ordered, group);
      if (endpoint === undefined || stopping.aborted) continue;
      if (attempt(() => seams.mayDial(endpoint, group), false)) await this.#connect(endpoint, group);
    }
  }

  /** Resolves when the connection is established, or will not be. */
  async #connect(endpoint: Registered, group: ServerGroup): Promise<void> {
    const { seams, waits, stopping } = this.#installation;
    const late = new AbortController();
    const patience = waits.after('opening', OPENING_MS, () =>
      late.abort(new DOMException('nothing came in time', 'TimeoutError')),
    );
    const opened = () => patience.cancel();
    const failed = (error: unknown) => {
      if (stopping.aborted) return;
      attempt(() => seams.unreachable(endpoint, late.signal.aborted ? late.signal.reason : error), undefined);
    };
    const redial = () => this.#try(group);
    let raw: Socket | null = null;
    try {
      raw = await dial(endpoint, this.#installation, AbortSignal.any([late.signal, stopping]));
      stopping.throwIfAborted();
      if (currently(endpoint, group) === undefined) throw new Error('removed while it was dialled');
      this.#count += 1;
      const line = { raw, endpoint, group, connection: this.#count, opened, failed, redial };
      const connection = new WebSocketSession(line, this.#installation);
      this.#connections.add(connection);
      void connection.closed.then(() => this.#connections.delete(connection));
      late.signal.addEventListener('abort', () => connection.session.socket.terminate());
      await connection.settled;
    } catch (error) {
      // Whoever cannot be reached is tried again in a later run.
      raw?.destroy();
      failed(error);
    } finally {
      patience.cancel();
    }
  }
}

/** An endpoint as it is registered now; undefined where it is not any more. */
const currently = (endpoint: Registered, { endpoints }: ServerGroup): Registered | undefined =>
  endpoints.find((other) => isSame(other, endpoint));
