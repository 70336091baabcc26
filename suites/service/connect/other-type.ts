import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/other-type',
  role: 'service',
  set: 'stalling',
  title: 'is not established by a message of another type under the id of its CONNECT REQUEST',
  reliesOn: ['connect/opens:CON-011', 'connect/answered-late:CON-013'],
  async drive(stage) {
    stage.first.behave({
      connect: (asked) =>
        asked.answer({ type: 'NOTIFICATION', why: 'a NOTIFICATION RESPONSE with valid:true under the id of a CONNECT REQUEST' }),
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
