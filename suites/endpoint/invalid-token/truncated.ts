import { defineScenario, presentAltered, saysValidFalse, validatesToken, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/truncated',
  role: 'endpoint',
  title: 'refuses a token that was cut short',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentAltered(peer, 'truncated'),
  checks: {
    'CON-008': wherePossible(validatesToken),
    'CON-010': wherePossible(saysValidFalse),
  },
});
