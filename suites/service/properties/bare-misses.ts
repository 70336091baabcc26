import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'properties/bare-misses',
  role: 'service',
  set: 'bare-misses',
  phase: 'long',
  title: 'closes a connection at the tenth missed pong where keepAlive.maxPongMissAllowed is absent',
  reliesOn: ['keep-alive/missed-pongs:KAL-007'],
  async drive(stage) {
    stage.first.behave({ pongs: false });
    const session = await stage.first.established();
    await stage.first.pinged();
    await session.ended('keep-alive close');
  },
  checks: { 'CFG-006': service.closesAtMaximum },
});
