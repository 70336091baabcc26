import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/foreign-id',
  role: 'service',
  title: 'takes no acknowledgement under an id that it never sent',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  async drive(stage) {
    await stage.first.established();
    const instead = { id: stage.invent.id(), why: 'a NOTIFICATION RESPONSE under an id never sent' };
    stage.first.behave({ notification: (asked) => asked.answer(instead) });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    const again = await stage.first.notified('redelivery');
    again.accept();
  },
  checks: { 'ACK-014': service.takesNothingElse },
});
