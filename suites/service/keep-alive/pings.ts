import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'keep-alive/pings',
  role: 'service',
  title: 'pings at the rate, and keeps a connection whose pings are answered',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    await stage.first.established();
    for (let ping = 0; ping < 4; ping++) await stage.first.pinged();
  },
  checks: {
    'KAL-001': service.pingsAtRate,
    'KAL-002': service.pingsByFrame,
    'KAL-005': service.staysOpen,
    'CON-016': service.staysOpen,
  },
});
