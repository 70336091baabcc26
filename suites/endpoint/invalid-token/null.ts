import { defineScenario, presentNone, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/null',
  role: 'endpoint',
  title: 'does not accept a token that is null',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008'],
  drive: (peer) => presentNone(peer, 'null'),
  checks: { 'CON-008': validatesToken },
});
