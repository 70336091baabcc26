import { answerUpgradesBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/redirected',
  role: 'service',
  title: 'does not follow a redirect',
  reliesOn: ['connect/opens:CON-004'],
  // The second endpoint is of a group whose first one lives, so that nothing but the redirect leads to it.
  endpoints: [{}, { group: 'b', priority: 2 }, { group: 'b', priority: 1 }],
  drive: (stage) => answerUpgradesBy(stage, 'redirect'),
  checks: { 'CON-034': service.followsNoRedirect },
});
