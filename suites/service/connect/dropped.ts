import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/dropped',
  role: 'service',
  title: 'sets a connection that was dropped without a Close up again, twice over',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    for (let drop = 0; drop < 2; drop++) {
      const session = await stage.first.established();
      stage.first.forget();
      session.drop();
      await stage.first.asked();
    }
  },
  checks: { 'CON-020': service.comesBack },
});
