import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/valid-as-text',
  role: 'service',
  set: 'stalling',
  title: 'is established by a proper CONNECT RESPONSE after one with valid as text, whatever it made of that one',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    stage.first.behave({
      connect: (asked) => asked.answer({ payload: { valid: 'true' }, why: 'a CONNECT RESPONSE with valid as text' }),
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
  checks: { 'NTF-001': service.deliversWhole },
  observe: service.validSpelling,
});
