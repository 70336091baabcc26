import { defineScenario, presentAltered, refusesNearMiss, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/base64-padding',
  role: 'endpoint',
  title: 'refuses a token with other base64 padding',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentAltered(peer, 'base64-padding'),
  checks: { 'CON-033': wherePossible(refusesNearMiss) },
});
