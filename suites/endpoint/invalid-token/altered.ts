import { defineScenario, presentAltered, saysValidFalse, validatesToken, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/altered',
  role: 'endpoint',
  title: 'refuses a token that was altered in the middle',
  phase: 'bad-token',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001'],
  drive: (peer) => presentAltered(peer, 'middle'),
  checks: {
    'CON-008': wherePossible(validatesToken),
    'CON-010': wherePossible(saysValidFalse),
  },
});
