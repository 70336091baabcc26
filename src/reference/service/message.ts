import { randomUUID } from 'node:crypto';
import type { Json } from '../endpoint/seams.ts';
import { attempt } from './attempt.ts';
import type { ServiceSeams } from './seams.ts';
import { isSessionOpen, type ServiceSession } from './session.ts';

/** Whole seconds since 1970 (guide Table 1-3). */
export const now = (): number => Math.floor(Date.now() / 1000);

/** A request under an id of its own (guide §1.4). */
export function requestOf(type: 'CONNECT' | 'NOTIFICATION', payload: unknown): Json {
  return { version: '1.0', id: randomUUID().toUpperCase(), type, subType: 'REQUEST', timeStamp: now(), payload };
}

/** Puts a message on the wire while the connection is open; `sent` is called when the network has taken it. */
export function say(message: Json, session: ServiceSession, seams: ServiceSeams, sent: () => void = () => {}): void {
  attempt(() => {
    if (isSessionOpen(session)) seams.frame(seams.encode(message), session, sent);
  }, undefined);
}
