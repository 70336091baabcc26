import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/request-back',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a REQUEST under the id of its own',
  reliesOn: ['connect/opens:CON-011', 'connect/answered-late:CON-013'],
  async drive(stage) {
    stage.first.behave({
      connect: (asked) =>
        asked.answer({ subType: 'REQUEST', why: 'a CONNECT REQUEST with valid:true under the id of one received' }),
    });
    const asked = await stage.first.asked('patience');
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.watch('quiet');
    stage.first.behave({ connect: (again) => again.accept() });
    asked.accept();
    // Whoever no longer listens on this connection comes again.
    if ((await stage.attempt(stage.first.told())) === undefined) asked.connection.drop();
    await stage.first.told('patience');
  },
  checks: { 'MSG-026': service.waitsForValid },
});
