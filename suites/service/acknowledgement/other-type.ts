import { acknowledgeBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/other-type',
  role: 'service',
  title: 'takes no message of another type under the id of a notification for its acknowledgement',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  drive: (stage) =>
    acknowledgeBy(stage, {
      type: 'CONNECT',
      payload: { valid: true },
      why: 'a CONNECT RESPONSE under the id of a NOTIFICATION REQUEST',
    }),
  checks: { 'MSG-026': service.takesNoOtherAnswer },
});
