import { acceptsTokenAgain, acknowledges, defineScenario } from '#kit';

export default defineScenario({
  id: 'handshake/reconnects',
  role: 'endpoint',
  title: 'accepts the same token again after each of three reconnects in a row',
  phase: 'opening',
  reliesOn: ['handshake/accepts-token:CON-008', 'ack-timeouts/acknowledges:ACK-001'],
  async drive(peer) {
    await peer.establish();
    await peer.establish();
    const again = await peer.establish();
    await again.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
  },
  checks: {
    'CON-026': acceptsTokenAgain,
    'ACK-001': acknowledges('a notification after a reconnect'),
  },
});
