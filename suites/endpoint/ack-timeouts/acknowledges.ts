import { acknowledges, acknowledgesInTime, defineScenario } from '#kit';

export default defineScenario({
  id: 'ack-timeouts/acknowledges',
  role: 'endpoint',
  title: 'acknowledges a job and an image notification, each in time',
  phase: 'opening',
  reliesOn: ['handshake/accepts-token:CON-008'],
  async drive(peer) {
    const session = await peer.session();
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
    await session.notify([{ notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image()] }]);
  },
  checks: {
    'ACK-001': acknowledges(),
    'ACK-005': acknowledgesInTime,
  },
});
