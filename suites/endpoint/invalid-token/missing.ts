import { defineScenario, presentNone, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/missing',
  role: 'endpoint',
  title: 'does not accept a CONNECT without a token',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentNone(peer, 'missing'),
  checks: { 'CON-008': validatesToken },
});
