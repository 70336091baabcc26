import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'connect/answered-late',
  role: 'service',
  set: 'stalling',
  title: 'sends nothing and executes nothing before a CONNECT RESPONSE that comes late',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    stage.first.behave({ connect: () => {} });
    const asked = await stage.first.asked('patience');
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    asked.connection.order(orderOf(stage.uri('early')), { deviation: 'a COMMAND REQUEST before valid:true' });
    await stage.watch('quiet');
    stage.first.behave({ connect: (again) => again.accept() });
    // Whoever has given up waiting comes again.
    asked.accept();
    const session = await stage.first.established('patience');
    await stage.attempt(stage.first.told());
    await session.command(orderOf(stage.uri('late')));
  },
  checks: { 'CON-013': service.waitsForValid, 'CON-031': service.executesNothingEarly },
});
