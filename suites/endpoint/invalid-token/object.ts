import { defineScenario, presentNone, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/object',
  role: 'endpoint',
  title: 'does not accept a token that is an object',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentNone(peer, 'object'),
  checks: { 'CON-008': validatesToken },
});
