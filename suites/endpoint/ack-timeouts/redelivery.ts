import { acceptsTokenAgain, acknowledges, after, defineScenario } from '#kit';

export default defineScenario({
  id: 'ack-timeouts/redelivery',
  role: 'endpoint',
  title: 'acknowledges a notification that is delivered again after the connection was lost before its acknowledgement',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    const id = peer.invent.id();
    const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    session.post(payload, { id });
    await session.drop();
    const again = await peer.establish();
    peer.mark('back');
    await again.notify(payload, { id });
    await peer.establish();
  },
  checks: {
    'DLV-008': after('back', acknowledges('a notification delivered again after a reconnect')),
    'CON-026': acceptsTokenAgain,
  },
});
