import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/opens',
  role: 'service',
  title: 'connects to the url of a descriptor, presents itself by CONNECT first, and goes on after valid:true',
  async drive(stage) {
    await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
  },
  checks: {
    'CON-001': service.reachesEndpoint,
    'CON-002': service.dialsWholeUrl,
    'CON-034': service.opensProperly,
    'CON-004': service.connectsFirst,
    'CON-011': service.proceeds,
  },
});
