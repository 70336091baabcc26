import { answersPings, defineScenario, keepsIdleConnection } from '#kit';

export default defineScenario({
  id: 'pong-misses/idle',
  role: 'endpoint',
  title: 'keeps a connection on which nothing but pings pass',
  phase: 'closing',
  reliesOn: ['pong-misses/answers-pings:KAL-003'],
  async drive(peer) {
    const session = await peer.session();
    await session.idle();
  },
  checks: {
    'KAL-003': answersPings,
    'KAL-010': keepsIdleConnection,
  },
});
