import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'groups/order',
  role: 'service',
  title: 'asks the endpoint of highest priority first and counts priorities as numbers: 1, 2, 10',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [{ priority: 10 }, { priority: 2 }, { priority: 1 }],
  async drive(stage) {
    await stage.third.established();
    stage.third.goDown();
    await stage.second.established();
  },
  checks: { 'GRP-001': service.asksHighestFirst, 'GRP-002': service.countsPriorities, 'GRP-003': service.goesOnToNext },
});
