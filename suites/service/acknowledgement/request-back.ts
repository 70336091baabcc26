import { acknowledgeBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/request-back',
  role: 'service',
  title: 'takes no REQUEST under the id of its own for an acknowledgement',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  drive: (stage) =>
    acknowledgeBy(stage, { subType: 'REQUEST', payload: [], why: 'a NOTIFICATION REQUEST under the id of one received' }),
  checks: { 'MSG-026': service.takesNoOtherAnswer },
});
