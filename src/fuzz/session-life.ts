import { subjectOf, subjectsIn } from '../protocol/entry-subject.ts';
import { orderOf } from '../scenario/shapes.ts';
import type { Asked, Stage, StagedConnection, StagedEndpoint, StagedEvent } from '../scenario/stage.ts';
import type { ServiceStep } from './session-script.ts';

/** How often a notification that brings nothing new is waited through: a service that repeats itself for ever is not waited for. */
const MOST_REPEATS = 10;

/** The events of which all endpoints of a search are told, whoever has raised them. */
export class SharedEvents {
  readonly #stage: Stage;
  readonly #keys: string[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** How many there were so far. */
  get count(): number {
    return this.#keys.length;
  }

  /** Raises one, of jobs and images by turns; gives by what it is known. */
  raise(): string {
    const { invent } = this.#stage;
    const event: StagedEvent =
      this.#keys.length % 2 === 0 ? { object: 'JOB', data: invent.job() } : { object: 'IMAGE', data: invent.image() };
    const key = subjectOf(event.object, event.data) ?? '';
    this.#keys.push(key);
    this.#stage.raise(event);
    return key;
  }

  since(count: number): readonly string[] {
    return this.#keys.slice(count);
  }
}

/** An endpoint that lives one script, and then does as an application should. */
export class SessionLife {
  readonly #stage: Stage;
  readonly #endpoint: StagedEndpoint;
  readonly #events: SharedEvents;
  /** The events that there were before it was tried concern it no more than they must. */
  readonly #owedFrom: number;
  /** What is left unacknowledged, and its last transmission. */
  #held: string | null = null;
  #pending: Asked | null = null;
  /** On which connection something was acknowledged last. */
  readonly #acknowledged = new Map<string, string>();
  /** What was surely read as acknowledged. */
  readonly #settled = new Set<string>();
  #cameAgain = false;
  #isLost = false;
  /** True once a step has waited in vain: the steps after it are left out. */
  #isStuck = false;

  constructor(stage: Stage, endpoint: StagedEndpoint, events: SharedEvents) {
    this.#stage = stage;
    this.#endpoint = endpoint;
    this.#events = events;
    this.#owedFrom = events.count;
    endpoint.behave({ notification: (asked) => this.#notified(asked) });
  }

  /** Lives the steps until one waits in vain, and makes up for what was withheld. */
  async live(steps: readonly ServiceStep[]): Promise<void> {
    for (const step of steps) {
      if (this.#isStuck) break;
      await this.#drives[step]();
    }
    this.#held = null;
    const pending = this.#pending;
    if (pending !== null) this.#accept(pending);
    await this.#session();
  }

  /** Waits until everything that it is owed was told; false where it was not, or something came again. */
  async isWhole(patience: 'redelivery' | 'notification'): Promise<boolean> {
    const owed = this.#events.since(this.#owedFrom);
    const isDone = () => owed.every((key) => this.#acknowledged.has(key));
    this.#endpoint.forget();
    for (let repeats = 0; !this.#isLost && !isDone() && repeats < MOST_REPEATS; ) {
      const before = this.#acknowledged.size;
      if ((await this.#stage.attempt(this.#endpoint.notified(patience))) === undefined) return false;
      if (this.#acknowledged.size === before) repeats += 1;
    }
    return isDone() && !this.#isLost && !this.#cameAgain;
  }

  readonly #drives: Readonly<Record<ServiceStep, () => Promise<void>>> = {
    event: async () => {
      const key = this.#events.raise();
      if (this.#held === null && this.#isConnected) await this.#until(() => this.#acknowledged.has(key));
    },
    withhold: async () => {
      if ((await this.#session()) === null) return;
      this.#held = this.#events.raise();
      await this.#until(() => this.#pending !== null);
    },
    resend: async () => {
      await this.#session();
      this.#pending = null;
      await this.#until(() => this.#pending !== null);
    },
    acknowledge: async () => {
      await this.#session();
      await this.#until(() => this.#pending?.connection.open === true);
      this.#held = null;
      if (this.#pending !== null) this.#accept(this.#pending);
    },
    command: async () => {
      const session = await this.#session();
      if (session === null) return;
      const before = [...this.#acknowledged].filter(([, connection]) => connection === session.id).map(([key]) => key);
      const reply = await this.#stage.attempt(session.command(orderOf(this.#stage.uri('session'))));
      if (reply !== undefined) for (const key of before) this.#settled.add(key);
    },
    pong: async () => (await this.#session())?.pong(),
    miss: async () => {
      if ((await this.#session()) === null) return;
      this.#endpoint.forget();
      this.#endpoint.behave({ pongs: false });
      await this.#stage.attempt(this.#endpoint.pinged());
      this.#endpoint.behave({ pongs: true });
    },
    drop: async () => (await this.#session())?.drop(),
    close: async () => (await this.#session())?.close(),
    garbage: async () => {
      const session = await this.#session();
      session?.say('{', { deviation: 'undecodable: text that is cut JSON' });
      if (session !== null) await this.#stage.attempt(session.ended('end of connection'));
    },
    refuse: async () => {
      const session = await this.#session();
      if (session === null) return;
      this.#endpoint.forget();
      this.#endpoint.behave({
        connect: (asked) => {
          this.#endpoint.behave({ connect: (again) => again.accept() });
          asked.refuse();
        },
      });
      session.drop();
      await this.#stage.attempt(this.#endpoint.asked());
    },
  };

  get #isConnected(): boolean {
    return this.#current?.open === true;
  }

  #current: StagedConnection | null = null;

  /** The connection that is established, or the next one that is; null where none is in its time. */
  async #session(): Promise<StagedConnection | null> {
    this.#current = this.#isLost ? null : ((await this.#stage.attempt(this.#endpoint.established())) ?? null);
    if (this.#current === null) this.#isLost = this.#isStuck = true;
    return this.#current;
  }

  /** Waits for notifications until something is so. */
  async #until(isSo: () => boolean): Promise<void> {
    this.#endpoint.forget();
    for (let waited = 0; !isSo() && waited < MOST_REPEATS; waited++) {
      if ((await this.#stage.attempt(this.#endpoint.notified())) === undefined) break;
    }
    if (!isSo()) this.#isStuck = true;
  }

  #notified(asked: Asked): void {
    const keys = subjectsIn(asked.message);
    const on = asked.connection.id;
    if (keys.some((key) => this.#settled.has(key))) this.#cameAgain = true;
    // Something new shows that what was acknowledged before it was read.
    for (const [key, connection] of this.#acknowledged) if (connection === on && !keys.includes(key)) this.#settled.add(key);
    if (this.#held !== null && keys.includes(this.#held)) this.#pending = asked;
    else this.#accept(asked);
  }

  #accept(asked: Asked): void {
    this.#pending = null;
    if (!asked.connection.open) return;
    asked.accept();
    for (const key of subjectsIn(asked.message)) this.#acknowledged.set(key, asked.connection.id);
  }
}
