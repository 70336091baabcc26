import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/per-endpoint',
  role: 'service',
  title: 'tells one group of events while the endpoint of another one does not acknowledge',
  reliesOn: ['connect/opens:CON-011'],
  endpoints: [{ group: 'a' }, { group: 'b' }],
  async drive(stage) {
    await stage.second.established();
    await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.second.told();
  },
  checks: { 'ACK-017': service.holdsUpNoOther },
});
