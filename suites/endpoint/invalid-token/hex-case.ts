import { defineScenario, presentAltered, refusesNearMiss, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/hex-case',
  role: 'endpoint',
  title: 'refuses a hex token in the other letter case',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentAltered(peer, 'hex-case'),
  checks: { 'CON-033': wherePossible(refusesNearMiss) },
});
