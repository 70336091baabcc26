import { acknowledges, defineScenario } from '#kit';

const MOST = 1_000;
/** Enough to show a limit of a few messages, few enough for an endpoint that takes a second for each. */
const LEAST = 10;

export default defineScenario({
  id: 'batching/volume',
  role: 'endpoint',
  title: 'acknowledges a thousand notifications in a row, or as many as fit its time',
  phase: 'long',
  reliesOn: ['batching/many-entries:NTF-030'],
  async drive(peer) {
    const session = await peer.session();
    const isTime = peer.timeFor('volume');
    for (let sent = 0; sent < MOST && (sent < LEAST || isTime()); sent++) {
      await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
    }
  },
  checks: { 'ACK-001': acknowledges('one of many notifications in a row') },
});
