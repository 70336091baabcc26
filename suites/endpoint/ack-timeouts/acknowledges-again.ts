import { acknowledgesAgain, defineScenario } from '#kit';

export default defineScenario({
  id: 'ack-timeouts/acknowledges-again',
  role: 'endpoint',
  title: 'acknowledges a notification again when it is sent again',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    const id = peer.invent.id();
    const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    await session.notify(payload, { id });
    await session.notify(payload, { id });
  },
  checks: { 'ACK-012': acknowledgesAgain },
});
