import { acknowledges, after, defineScenario } from '#kit';

export default defineScenario({
  id: 'pong-misses/after-the-last-miss',
  role: 'endpoint',
  title: 'takes a fresh CONNECT and the unacknowledged notification after NetBackup has closed for missed pongs',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/redelivery:DLV-008'],
  async drive(peer) {
    const session = await peer.establish();
    const id = peer.invent.id();
    const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    session.post(payload, { id });
    await session.close();
    const again = await peer.establish();
    peer.mark('back');
    await again.notify(payload, { id });
  },
  checks: {
    'DLV-008': after('back', acknowledges('a notification delivered again after NetBackup closed')),
  },
});
