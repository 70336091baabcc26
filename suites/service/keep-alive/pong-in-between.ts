import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'keep-alive/pong-in-between',
  role: 'service',
  title: 'keeps a connection on which fewer pongs than the maximum are missed in a row',
  reliesOn: ['keep-alive/pings:KAL-001'],
  async drive(stage) {
    stage.first.behave({ pongs: false });
    await stage.first.established();
    for (const pongs of [false, true, false, true]) {
      await stage.first.pinged();
      stage.first.behave({ pongs });
    }
    await stage.first.pinged();
    await stage.first.pinged();
  },
  checks: { 'KAL-008': service.toleratesFewerMisses },
});
