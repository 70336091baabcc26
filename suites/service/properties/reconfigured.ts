import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'properties/reconfigured',
  role: 'service',
  set: 'reconfigured',
  phase: 'long',
  title: 'goes by a changed notification.scheduledRate after a restart',
  reliesOn: ['acknowledgement/resends:ACK-008'],
  async drive(stage) {
    await stage.first.established();
    await stage.restart();
    stage.first.behave({ notification: () => {} });
    stage.first.forget();
    await stage.first.established('first connection');
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    for (let resend = 0; resend < 2; resend++) await stage.first.notified('resend');
  },
  checks: { 'CFG-010': service.keepsToRate('not-at-changed-rate') },
});
