import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'notifications/odd-values',
  role: 'service',
  title: 'passes on an entry as it is: other scripts, quotes, no policy',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    const odd = { clientName: 'münchen-東京-🎛.backup.example', policyName: '', jobType: 'RESTORE', scheduleType: 'ST_"FULL"\\' };
    stage.raise(
      { object: 'JOB', data: stage.invent.job(odd) },
      { object: 'JOB', data: stage.invent.job({ status: 2_147_483_647 }) },
    );
    await stage.first.told();
  },
  checks: { 'NTF-001': service.deliversWhole },
});
