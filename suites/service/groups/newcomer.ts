import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'groups/newcomer',
  role: 'service',
  title: 'leaves an added endpoint of higher priority alone while another one of its group is connected',
  reliesOn: ['groups/order:GRP-003'],
  endpoints: [{ priority: 2 }, { priority: 1, registered: 'later' }],
  async drive(stage) {
    await stage.first.established();
    stage.second.register();
    await stage.runs(3);
    await stage.first.established();
    stage.first.goDown();
    await stage.second.established();
  },
  checks: { 'GRP-009': service.leavesNewcomerAlone },
});
