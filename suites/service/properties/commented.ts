import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'properties/commented',
  role: 'service',
  set: 'commented',
  phase: 'long',
  title: 'goes by the values of a properties file with comments in it, whichever they are',
  reliesOn: ['acknowledgement/resends:ACK-008', 'keep-alive/pings:KAL-001'],
  endpoints: [{ group: 'a' }, { group: 'b' }],
  async drive(stage) {
    await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    await stage.second.established();
    for (let ping = 0; ping < 3; ping++) await stage.second.pinged();
    for (let resend = 0; resend < 2; resend++) await stage.first.notified('resend');
  },
  checks: {
    'CFG-001': service.ignoresComments,
    'CFG-003': service.worksWith('notification.sendTimeout'),
    'CFG-008': service.worksWith('scheduledExecutor.threadPoolSize'),
    'CFG-009': service.keepsToRate('not-at-configured-rate'),
    'CFG-005': service.pingsAsConfigured,
  },
});
