import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'keep-alive/withheld-acknowledgement',
  role: 'service',
  title: 'pings while a notification is not acknowledged',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    const held = await stage.first.notified();
    stage.first.forget();
    for (let ping = 0; ping < 2; ping++) await stage.first.pinged();
    held.accept();
  },
  checks: { 'KAL-011': service.pingsMeanwhile },
});
