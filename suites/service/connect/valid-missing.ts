import { answerConnectBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/valid-missing',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a CONNECT RESPONSE without valid',
  reliesOn: ['connect/opens:CON-011', 'connect/answered-late:CON-013'],
  drive: (stage) => answerConnectBy(stage, { payload: {}, why: 'a CONNECT RESPONSE without valid' }),
  checks: { 'CON-015': service.waitsForValid },
});
