import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'delivery/restart',
  role: 'service',
  set: 'restarting',
  title: 'delivers after its own restart what was not acknowledged before, and nothing that was',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.told();
    await session.command(orderOf(stage.uri('fence')));
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.notified();
    await stage.restart();
    stage.first.behave({ notification: (asked) => asked.accept() });
    stage.first.forget();
    await stage.first.established('first connection');
    await stage.first.notified();
    await stage.watch('quiet');
  },
  checks: { 'DLV-003': service.deliversAfterRestart, 'DLV-005': service.notAgainAfterReconnection },
});
