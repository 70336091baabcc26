import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/request-back',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a REQUEST under the id of its own',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    stage.first.behave({
      connect: (asked) =>
        asked.answer({ subType: 'REQUEST', why: 'a CONNECT REQUEST with valid:true under the id of one received' }),
    });
    const asked = await stage.first.asked();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.watch('quiet');
    stage.first.behave({ connect: (again) => again.accept() });
    // Whoever has given up by now comes again.
    asked.accept();
    await stage.first.established();
    await stage.first.notified();
  },
  checks: { 'MSG-026': service.waitsForValid },
});
