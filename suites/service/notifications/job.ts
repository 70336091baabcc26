import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'notifications/job',
  role: 'service',
  title: 'tells of jobs in each of their states, whole and unchanged',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    for (const state of ['QUEUED', 'ACTIVE', 'DONE']) stage.raise({ object: 'JOB', data: stage.invent.job({ state }) });
    await stage.first.told();
  },
  checks: { 'NTF-001': service.deliversWhole },
});
