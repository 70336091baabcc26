import { defineScenario, presentNone, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/missing',
  role: 'endpoint',
  title: 'does not accept a CONNECT without a token',
  phase: 'bad-token',
  reliesOn: ['handshake/accepts-token:CON-008', 'ack-timeouts/acknowledges:ACK-001'],
  drive: (peer) => presentNone(peer, 'missing'),
  checks: { 'CON-008': validatesToken },
});
