import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/foreign-id',
  role: 'service',
  title: 'takes no acknowledgement under an id that it never sent, or that it used before',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  async drive(stage) {
    await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    const earlier = await stage.first.notified();
    await stage.first.told();
    stage.first.behave({
      notification: (asked) => {
        asked.answer({ id: stage.invent.id(), why: 'a NOTIFICATION RESPONSE under an id never sent' });
        asked.answer({ id: earlier.id, why: 'a NOTIFICATION RESPONSE under the id of an earlier notification' });
      },
    });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    const again = await stage.first.notified('redelivery');
    again.accept();
  },
  checks: { 'ACK-014': service.takesNoOtherAnswer },
});
