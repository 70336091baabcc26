import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/request-back',
  role: 'service',
  title: 'takes no REQUEST under the id of its own for an acknowledgement',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  async drive(stage) {
    await stage.first.established();
    const instead = { subType: 'REQUEST', payload: [], why: 'a NOTIFICATION REQUEST under the id of one received' };
    stage.first.behave({ notification: (asked) => asked.answer(instead) });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    const again = await stage.first.notified('redelivery');
    again.accept();
  },
  checks: { 'MSG-026': service.takesNothingElse },
});
