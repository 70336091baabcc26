import { defineScenario, presentAltered, saysValidFalse, validatesToken, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/extended',
  role: 'endpoint',
  title: 'refuses a token with something after it',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentAltered(peer, 'extended'),
  checks: {
    'CON-008': wherePossible(validatesToken),
    'CON-010': wherePossible(saysValidFalse),
  },
});
