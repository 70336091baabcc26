import { defineScenario, presentAltered, refusesNearMiss, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/outer-space',
  role: 'endpoint',
  title: 'refuses a token with white space around it',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentAltered(peer, 'outer-space'),
  checks: { 'CON-033': wherePossible(refusesNearMiss) },
});
