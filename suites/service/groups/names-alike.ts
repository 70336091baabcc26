import { defineScenario, service } from '#kit';

/** As long as a name that nobody types. */
const NAME = 'backup-application-of-the-northern-data-centre';

export default defineScenario({
  id: 'groups/names-alike',
  role: 'service',
  title: 'connects two groups at the same time, also where their names differ in the last letter of many only',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [{ group: `${NAME}-a` }, { group: `${NAME}-b` }],
  async drive(stage) {
    await stage.first.established();
    await stage.second.established();
  },
  checks: { 'GRP-011': service.connectsGroupsAtOnce },
});
