import type { Json } from '../endpoint/seams.ts';
import { attempt } from './attempt.ts';
import type { Installation } from './installation.ts';
import { say } from './message.ts';
import type { Outstanding, ServiceSession } from './session.ts';
import type { Wait } from './waits.ts';

/** Brings the group's queue over one connection, a request at a time, until each is acknowledged (guide §1.6). */
export class QueueDelivery {
  readonly #session: ServiceSession;
  readonly #installation: Installation;
  readonly #waits = new Map<Outstanding, readonly Wait[]>();

  constructor(session: ServiceSession, installation: Installation) {
    this.#session = session;
    this.#installation = installation;
  }

  /** Sends what waits, where something does and may be sent now. */
  pump(): void {
    attempt(() => this.#sendNext(), undefined);
  }

  /** Takes note of a message that may acknowledge something. */
  received(message: Json): void {
    const { seams } = this.#installation;
    const session = this.#session;
    const settled = session.outstanding.filter((outstanding) => seams.acknowledges(message, outstanding, session));
    if (settled.length === 0) return;
    session.outstanding = session.outstanding.filter((outstanding) => !settled.includes(outstanding));
    for (const outstanding of settled) {
      this.#rest(outstanding);
      seams.acknowledged(outstanding.entries, session.group.queue);
    }
    this.pump();
  }

  /** What was not acknowledged stays in the queue, for the next connection. */
  stop(): void {
    for (const outstanding of this.#waits.keys()) this.#rest(outstanding);
    this.#session.outstanding = [];
  }

  #sendNext(): void {
    const { seams } = this.#installation;
    const session = this.#session;
    if (session.socket.readyState !== session.socket.OPEN || !seams.gate(session)) return;
    const underway = new Set(session.outstanding.flatMap(({ entries }) => entries));
    const waiting = session.group.queue.entries.filter((entry) => !underway.has(entry));
    const entries = waiting.length === 0 ? [] : seams.take(waiting, session);
    if (entries.length === 0) return;
    const outstanding: Outstanding = { message: seams.notification(seams.batch(entries), session), entries };
    session.outstanding = [...session.outstanding, outstanding];
    this.#send(outstanding, outstanding.message);
  }

  #send(outstanding: Outstanding, message: Json | null): void {
    const { seams, waits } = this.#installation;
    const { scheduledRateSeconds, sendTimeoutMs } = this.#session.properties;
    const retry = () => waits.after('rate', scheduledRateSeconds * 1000, () => this.#sendAgain(outstanding));
    const acknowledgement = retry();
    if (message === null) {
      this.#waits.set(outstanding, [acknowledgement]);
      return;
    }
    outstanding.message = message;
    // An attempt that the network does not take has failed, and the next one comes a whole rate later (guide Table 2-4).
    const attempted = waits.after('send', sendTimeoutMs, () => {
      acknowledgement.cancel();
      this.#waits.set(outstanding, [retry()]);
    });
    this.#waits.set(outstanding, [acknowledgement, attempted]);
    say(message, this.#session, seams, () => attempted.cancel());
  }

  #sendAgain(outstanding: Outstanding): void {
    const { resend } = this.#installation.seams;
    this.#rest(outstanding);
    this.#send(
      outstanding,
      attempt(() => resend(outstanding.message, this.#session), null),
    );
  }

  #rest(outstanding: Outstanding): void {
    for (const wait of this.#waits.get(outstanding) ?? []) wait.cancel();
    this.#waits.delete(outstanding);
  }
}
