import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'notifications/burst',
  role: 'service',
  title: 'tells of many events at once: all of them, grouped by object, and the states of a job in their order',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    await stage.first.established();
    const jobs = Array.from({ length: 5 }, () => stage.invent.job());
    const images = jobs.map(() => stage.invent.image());
    stage.raise(
      ...['QUEUED', 'ACTIVE', 'DONE'].flatMap((state) =>
        jobs.map((job) => ({ object: 'JOB', data: { ...job, state } }) as const),
      ),
      ...images.map((data) => ({ object: 'IMAGE', data }) as const),
    );
    await stage.first.told();
  },
  checks: { 'NTF-001': service.deliversWhole, 'NTF-034': service.keepsOrder },
});
