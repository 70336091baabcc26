import { acknowledges, defineScenario } from '#kit';

export default defineScenario({
  id: 'pong-misses/unsolicited-pong',
  role: 'endpoint',
  title: 'pays no heed to a pong that it did not ask for',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    session.pong();
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
  },
  checks: { 'ACK-001': acknowledges('a notification after an unsolicited pong') },
});
