import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/redirected',
  role: 'service',
  title: 'does not follow a redirect',
  reliesOn: ['connect/opens:CON-004'],
  // The second endpoint is of a group whose first one lives, so that nothing but the redirect leads to it.
  endpoints: [{}, { group: 'b', priority: 2 }, { group: 'b', priority: 1 }],
  async drive(stage) {
    stage.first.behave({ upgrade: 'redirect' });
    await stage.first.knocked();
    await stage.runs(1);
    stage.first.behave({ upgrade: 'take' });
    await stage.first.established();
  },
  checks: { 'CON-034': service.followsNoRedirect },
});
