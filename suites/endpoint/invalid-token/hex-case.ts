import { defineScenario, presentAltered, refusesNearMiss, wherePossible } from '#kit';

export default defineScenario({
  id: 'invalid-token/hex-case',
  role: 'endpoint',
  title: 'refuses a hex token in the other letter case',
  phase: 'bad-token',
  reliesOn: ['handshake/accepts-token:CON-008', 'ack-timeouts/acknowledges:ACK-001'],
  drive: (peer) => presentAltered(peer, 'hex-case'),
  checks: { 'CON-033': wherePossible(refusesNearMiss) },
});
