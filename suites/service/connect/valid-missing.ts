import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/valid-missing',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a CONNECT RESPONSE without valid',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    stage.first.behave({ connect: (asked) => asked.answer({ payload: {}, why: 'a CONNECT RESPONSE without valid' }) });
    const asked = await stage.first.asked();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.watch('quiet');
    stage.first.behave({ connect: (again) => again.accept() });
    // Whoever has given up by now comes again.
    asked.accept();
    await stage.first.established();
    await stage.first.notified();
  },
  checks: { 'CON-015': service.waitsForValid },
});
