import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'registration/added',
  role: 'service',
  title: 'connects to an endpoint when its descriptor is added, and not before, whatever else lies in the folder',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [{ registered: 'aside' }],
  async drive(stage) {
    await stage.runs(2);
    stage.first.register();
    await stage.first.established();
  },
  checks: { 'CON-024': service.staysAwayUnregistered, 'CON-023': service.connectsAdded },
});
