import { answersConnect, defineScenario, saysValidTrue, validatesToken } from '#kit';

export default defineScenario({
  id: 'handshake/accepts-token',
  role: 'endpoint',
  title: 'answers CONNECT with its own token by valid true',
  phase: 'opening',
  reliesOn: ['handshake/opens:CON-003'],
  async drive(peer) {
    await peer.session();
  },
  checks: {
    'CON-007': answersConnect,
    'CON-008': validatesToken,
    'CON-009': saysValidTrue,
  },
});
