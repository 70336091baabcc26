import { answersClose, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/closed',
  role: 'service',
  title: 'answers a Close, and sets the connection up again by another CONNECT',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.forget();
    await session.close();
    await stage.first.asked();
  },
  checks: { 'CON-029': answersClose, 'CON-020': service.comesBack },
});
