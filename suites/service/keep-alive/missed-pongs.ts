import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'keep-alive/missed-pongs',
  role: 'service',
  title: 'closes a connection when the maximum of pongs is missed, not before, and comes back',
  reliesOn: ['keep-alive/pings:KAL-001'],
  async drive(stage) {
    stage.first.behave({ pongs: false });
    const session = await stage.first.established();
    await stage.first.pinged();
    await session.ended('keep-alive close');
    stage.first.behave({ pongs: true });
    stage.first.forget();
    await stage.first.established();
    await stage.first.pinged();
  },
  checks: {
    'KAL-006': service.countsMisses,
    'KAL-007': service.closesAtMaximum,
    'KAL-009': service.comesBack,
    'KAL-001': service.pingsAgain,
  },
});
