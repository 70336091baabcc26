import { defineScenario, presentAltered, saysValidFalse, validatesToken, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/other-case',
  role: 'endpoint',
  title: 'refuses a token in another letter case',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentAltered(peer, 'other-case'),
  checks: {
    'CON-008': wherePossible(validatesToken),
    'CON-010': wherePossible(saysValidFalse),
  },
});
