import type { NearMiss, WrongForm } from '../protocol/token.ts';
import type { Connection, Presented, ServicePeer } from './service-peer.ts';

/** Presents an altered token on a connection of its own, after the one before was lost without a Close, then shows that the good one still works. */
export async function presentAltered(peer: ServicePeer, form: WrongForm | NearMiss): Promise<void> {
  const token = peer.first.alteredToken(form);
  if (token === null) return peer.mark('no-such-form', form);
  const before = await peer.attempt(peer.session());
  await before?.drop();
  const session = await presentThenControl(peer, token);
  await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
}

/** Presents something that is no token at all, then shows that the good one still works. */
export async function presentNone(peer: ServicePeer, what: Exclude<Presented, object>): Promise<void> {
  await presentThenControl(peer, what);
}

/** One wrong token, then a good one: never two wrong ones in a row (contracts.md §2). */
async function presentThenControl(peer: ServicePeer, presented: Presented): Promise<Connection> {
  const connection = await peer.connect();
  await peer.attempt(connection.present(presented));
  return peer.establish();
}
