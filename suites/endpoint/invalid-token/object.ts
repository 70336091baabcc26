import { defineScenario, presentNone, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/object',
  role: 'endpoint',
  title: 'does not accept a token that is an object',
  phase: 'bad-token',
  reliesOn: ['handshake/accepts-token:CON-008', 'ack-timeouts/acknowledges:ACK-001'],
  drive: (peer) => presentNone(peer, 'object'),
  checks: { 'CON-008': validatesToken },
});
