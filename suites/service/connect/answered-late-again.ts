import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/answered-late-again',
  role: 'service',
  set: 'stalling',
  title: 'sends nothing before a CONNECT RESPONSE that comes late on a later connection, although a notification waits',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    const session = await stage.first.established('patience');
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.told('patience');
    stage.first.behave({ connect: () => {} });
    stage.first.forget();
    session.drop();
    const asked = await stage.first.asked('patience');
    await stage.watch('quiet');
    stage.first.behave({ connect: (again) => again.accept(), notification: (request) => request.accept() });
    // Whoever has given up waiting comes again.
    asked.accept();
    await stage.first.told('patience');
  },
  checks: { 'CON-013': service.waitsForValid },
});
