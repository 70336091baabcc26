import { answersPings, defineScenario, keepsIdleConnection } from '#kit';

export default defineScenario({
  id: 'pong-misses/idle',
  role: 'endpoint',
  title: 'keeps a connection on which, after some news, nothing but pings pass',
  phase: 'closing',
  reliesOn: ['pong-misses/answers-pings:KAL-003', 'ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
    await session.idle();
  },
  checks: {
    'KAL-003': answersPings,
    'KAL-010': keepsIdleConnection,
  },
});
