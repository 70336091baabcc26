import { answerConnectBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/other-type',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a message of another type under the id of its CONNECT REQUEST',
  reliesOn: ['connect/opens:CON-011', 'connect/answered-late:CON-013'],
  drive: (stage) =>
    answerConnectBy(stage, {
      type: 'NOTIFICATION',
      why: 'a NOTIFICATION RESPONSE with valid:true under the id of a CONNECT REQUEST',
    }),
  checks: { 'MSG-026': service.waitsForValid },
});
