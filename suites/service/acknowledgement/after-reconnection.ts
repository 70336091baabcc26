import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/after-reconnection',
  role: 'service',
  title: 'does not deliver again after a reconnection what was acknowledged',
  reliesOn: ['connect/opens:CON-011', 'connect/dropped:CON-020'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.told();
    // An answer shows that it has read what came before, its acknowledgement among it.
    await session.command(orderOf(stage.uri('fence')));
    session.drop();
    await stage.first.established();
    // Whoever only looks into his queue when something comes looks now.
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.told();
    await stage.watch('quiet');
  },
  checks: { 'DLV-005': service.notAgainAfterReconnection },
});
