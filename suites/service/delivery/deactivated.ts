import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'delivery/deactivated',
  role: 'service',
  title: 'tells an endpoint of nothing while it is deactivated',
  reliesOn: ['connect/opens:CON-011', 'registration/removed:CON-022'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.unregister();
    await session.ended('end of connection');
    // The first of them may be the one that ended it.
    await stage.runs(2);
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.runs(2);
    stage.first.register();
    await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
  },
  checks: { 'DLV-007': service.tellsNobodyDeactivated },
  observe: service.whatAroseMeanwhile,
});
