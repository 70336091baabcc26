import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'registration/removed',
  role: 'service',
  title: 'disconnects from an endpoint that is removed, leaves it alone, and comes back when it is added again',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.unregister();
    await session.ended('end of connection');
    // The first of them may be the one that ended it, and the last has not done all its work yet.
    await stage.runs(3);
    stage.first.register();
    stage.first.forget();
    await stage.first.established();
  },
  checks: { 'CON-022': service.disconnectsRemoved, 'CON-021': service.followsActivation },
});
