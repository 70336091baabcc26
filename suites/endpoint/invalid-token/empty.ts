import { defineScenario, presentNone, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/empty',
  role: 'endpoint',
  title: 'does not accept an empty token',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentNone(peer, 'empty'),
  checks: { 'CON-008': validatesToken },
});
