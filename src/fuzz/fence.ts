import { type Connection, type ServicePeer, WaitEnded, type Writing } from '../scenario/service-peer.ts';

const usual = (peer: ServicePeer): readonly unknown[] => [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];

/** A notification that nobody can take for unusual. */
export async function control(peer: ServicePeer, isPatient: boolean): Promise<boolean> {
  const session = await peer.session();
  return acknowledged(peer, session, usual(peer), {}, isPatient);
}

/**
 * Whether a notification is acknowledged: with NetBackup's whole patience, or by a fence, where another one that was sent after it is
 * acknowledged first. A fence is quick and may be wrong about an endpoint that answers in any order; no verdict rests on it.
 */
export async function acknowledged(
  peer: ServicePeer,
  connection: Connection,
  payload: readonly unknown[],
  writing: Writing,
  isPatient: boolean,
): Promise<boolean> {
  if (isPatient) {
    await connection.notify(payload, writing);
    return true;
  }
  let came = false;
  const sent = connection.notify(payload, { ...writing, sends: 1 }).then(
    () => {
      came = true;
    },
    (error: unknown) => {
      if (!(error instanceof WaitEnded)) throw error;
    },
  );
  await peer.attempt(connection.ping());
  if (came) return true;
  const after = peer.attempt(
    connection.notify(usual(peer), { sends: 1, deviation: 'sent before an acknowledgement, as a fence' }),
  );
  await Promise.race([sent, after]);
  if (!came) await peer.attempt(connection.ping());
  return came;
}
