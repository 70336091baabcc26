import { acknowledges, acknowledgesInTime, defineScenario } from '#kit';

/** Enough for a counter or a cache of one, two or four to show. */
const COUNT = 6;

export default defineScenario({
  id: 'ack-timeouts/one-after-another',
  role: 'endpoint',
  title: 'acknowledges each of several notifications that follow one another at once',
  phase: 'opening',
  reliesOn: ['ack-timeouts/acknowledges:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    for (let sent = 0; sent < COUNT; sent++) {
      await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
    }
  },
  checks: {
    'ACK-001': acknowledges('one of several notifications'),
    'ACK-005': acknowledgesInTime,
  },
});
