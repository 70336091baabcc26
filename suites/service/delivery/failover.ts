import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'delivery/failover',
  role: 'service',
  title: 'delivers to the next endpoint of the group what the first one had not acknowledged when it went, in order',
  reliesOn: ['connect/opens:CON-011', 'groups/order:GRP-003'],
  endpoints: [{}, {}],
  async drive(stage) {
    await stage.first.established();
    stage.first.behave({ notification: () => {} });
    const job = stage.invent.job();
    stage.raise({ object: 'JOB', data: { ...job, state: 'QUEUED' } }, { object: 'JOB', data: { ...job, state: 'ACTIVE' } });
    await stage.first.notified();
    stage.first.goDown();
    stage.raise({ object: 'JOB', data: { ...job, state: 'DONE' } });
    await stage.second.established();
    await stage.second.told();
  },
  checks: { 'DLV-004': service.deliversToNext, 'NTF-034': service.keepsOrderAtNext },
});
