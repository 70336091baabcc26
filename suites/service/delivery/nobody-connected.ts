import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'delivery/nobody-connected',
  role: 'service',
  title: 'delivers what arose while no endpoint of the group could be reached',
  reliesOn: ['connect/opens:CON-011', 'connect/down:CON-019'],
  async drive(stage) {
    await stage.first.established();
    stage.first.goDown();
    await stage.runs(1);
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.runs(1);
    stage.first.front('tls');
    stage.first.forget();
    await stage.first.established();
    await stage.first.told();
  },
  checks: { 'DLV-002': service.deliversAfterOutage },
});
