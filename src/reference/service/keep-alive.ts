import { randomUUID } from 'node:crypto';
import { attempt } from './attempt.ts';
import type { Installation } from './installation.ts';
import { isSessionOpen, type ServiceSession } from './session.ts';
import type { Wait } from './waits.ts';

/** Pings an established connection and closes it when too many pongs are missed (guide Table 2-4). */
export class KeepAlive {
  readonly #session: ServiceSession;
  readonly #installation: Installation;
  #ticks: Wait | null = null;

  constructor(session: ServiceSession, installation: Installation) {
    this.#session = session;
    this.#installation = installation;
  }

  start(): void {
    const { keepAliveSeconds } = this.#session.properties;
    this.#ticks = this.#installation.waits.every('keep-alive', keepAliveSeconds * 1000, () => this.#tick());
  }

  /** A pong answers its ping and all before it: an endpoint may leave out all but the last (RFC 6455 §5.5.3). */
  pong(payload: string): void {
    const session = this.#session;
    const { pong } = this.#installation.seams;
    const answered = session.unanswered.findLastIndex((ping) => attempt(() => pong(payload, ping, session), false));
    session.unanswered = session.unanswered.slice(answered + 1);
  }

  stop(): void {
    this.#ticks?.cancel();
  }

  #tick(): void {
    const session = this.#session;
    const { seams } = this.#installation;
    if (!isSessionOpen(session)) return;
    const misses = session.unanswered.length;
    if (misses > 0 && seams.missed(misses, session.properties.maxPongMissAllowed, session)) {
      seams.close(session, 'pongs-missed');
      return;
    }
    const payload = randomUUID();
    session.unanswered = [...session.unanswered, payload];
    seams.ping(payload, session);
  }
}
