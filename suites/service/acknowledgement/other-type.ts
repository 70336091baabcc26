import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/other-type',
  role: 'service',
  title: 'takes no message of another type under the id of a notification for its acknowledgement',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  async drive(stage) {
    await stage.first.established();
    const instead = {
      type: 'CONNECT',
      payload: { valid: true },
      why: 'a CONNECT RESPONSE under the id of a NOTIFICATION REQUEST',
    };
    stage.first.behave({ notification: (asked) => asked.answer(instead) });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    const again = await stage.first.notified('redelivery');
    again.accept();
  },
  checks: { 'MSG-026': service.takesNothingElse },
});
