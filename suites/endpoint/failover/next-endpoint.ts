import { acknowledges, after, answersPings, defineScenario, inGroup, saysValidTrue, validatesToken } from '#kit';

export default defineScenario({
  id: 'failover/next-endpoint',
  role: 'endpoint',
  title: 'takes its own token and the unacknowledged notification at the next endpoint when the first cannot be reached',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/redelivery:DLV-008'],
  async drive(peer) {
    const [first, second] = peer.group;
    if (first === undefined || second === undefined) return;
    const session = await peer.session();
    const id = peer.invent.id();
    const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    session.post(payload, { id });
    await session.drop();
    peer.makeUnreachable(first);
    await peer.attempt(peer.establish(first));
    const next = await peer.establish(second);
    peer.mark('over');
    await next.notify(payload, { id });
    await peer.attempt(next.ping());
    // The first is back, and NetBackup stays where it is (guide §1.3).
    peer.makeReachable(first);
    await next.notify([{ notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image()] }]);
  },
  checks: {
    'CON-008': inGroup(validatesToken),
    'CON-009': inGroup(saysValidTrue),
    'KAL-003': inGroup(answersPings),
    'DLV-008': inGroup(after('over', acknowledges('a notification delivered again at the next endpoint'))),
  },
});
