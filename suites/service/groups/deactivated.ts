import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'groups/deactivated',
  role: 'service',
  title: 'leaves out a deactivated endpoint and connects to the next one of its group',
  reliesOn: ['groups/order:GRP-003', 'registration/removed:CON-022'],
  endpoints: [{}, {}],
  async drive(stage) {
    await stage.first.established();
    stage.first.unregister();
    await stage.second.established();
    await stage.runs(1);
  },
  checks: { 'GRP-012': service.leavesOutDeactivated },
});
