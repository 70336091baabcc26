import { answerConnectBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/other-id',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a CONNECT RESPONSE under another id',
  reliesOn: ['connect/opens:CON-011', 'connect/answered-late:CON-013'],
  drive: (stage) => answerConnectBy(stage, { id: stage.invent.id(), why: 'a CONNECT RESPONSE under an id never sent' }),
  checks: { 'CON-015': service.waitsForValid },
});
