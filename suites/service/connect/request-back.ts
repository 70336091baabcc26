import { answerConnectBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/request-back',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a REQUEST under the id of its own',
  reliesOn: ['connect/opens:CON-011', 'connect/answered-late:CON-013'],
  drive: (stage) =>
    answerConnectBy(stage, { subType: 'REQUEST', why: 'a CONNECT REQUEST with valid:true under the id of one received' }),
  checks: { 'MSG-026': service.waitsForValid },
});
