import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/resends',
  role: 'service',
  title: 'sends an unacknowledged notification again at the rate, three times over, and nothing new before it is acknowledged',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.notified();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    let last = await stage.attempt(stage.first.notified('resend'));
    // One that comes late is to be told from one that never comes.
    last ??= await stage.first.notified('resend');
    for (let resend = 1; resend < 3; resend++) last = await stage.first.notified('resend');
    stage.first.behave({ notification: (asked) => asked.accept() });
    last.accept();
    await stage.first.told();
    await stage.watch('quiet');
  },
  checks: {
    'ACK-008': service.sendsAgain,
    'ACK-010': service.sendsAgainAtRate,
    'ACK-011': service.goesOnSending,
    'ACK-009': service.waitsForAcknowledgement,
    'ACK-007': service.goesOnAfterAcknowledgement,
    'ACK-006': service.neverAgain,
  },
  observe: service.resendIds,
});
