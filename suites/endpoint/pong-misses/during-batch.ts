import { acknowledges, answersPings, defineScenario } from '#kit';

export default defineScenario({
  id: 'pong-misses/during-batch',
  role: 'endpoint',
  title: 'answers a ping while a batch is under way, and acknowledges the batch',
  reliesOn: ['pong-misses/answers-pings:KAL-003', 'batching/many-entries:NTF-030'],
  async drive(peer) {
    const session = await peer.session();
    const data = Array.from({ length: 30 }, () => peer.invent.job());
    const acknowledged = session.notify([{ notificationType: 'INFO', object: 'JOB', data }]);
    await Promise.all([acknowledged, session.ping()]);
  },
  checks: {
    'KAL-003': answersPings,
    'ACK-001': acknowledges('a batch that is followed by a ping at once'),
  },
});
