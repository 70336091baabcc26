import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'notifications/every-group',
  role: 'service',
  title: 'tells every connected group of each event',
  reliesOn: ['connect/opens:CON-011'],
  endpoints: [{ group: 'a' }, { group: 'b' }],
  async drive(stage) {
    await stage.first.established();
    await stage.second.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.told();
    await stage.second.told();
  },
  checks: { 'NTF-032': service.deliversEverywhere },
});
