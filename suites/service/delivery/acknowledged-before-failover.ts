import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'delivery/acknowledged-before-failover',
  role: 'service',
  title: 'does not tell the next endpoint again what the first one had acknowledged',
  reliesOn: ['connect/opens:CON-011', 'groups/order:GRP-003'],
  endpoints: [{}, {}],
  async drive(stage) {
    const session = await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.told();
    // An answer shows that it has read what came before, its acknowledgement among it.
    await session.command(orderOf(stage.uri('fence')));
    stage.first.goDown();
    await stage.second.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.second.notified();
    await stage.watch('quiet');
  },
  checks: { 'DLV-005': service.notAgainAfterReconnection },
});
