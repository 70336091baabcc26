import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'groups/both-changes',
  role: 'service',
  // Where no other scenario changes the folder at the same time.
  set: 'ignoring',
  title: 'puts in force what was added and what was removed at the same time',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [{ group: 'a' }, { group: 'b', registered: 'later' }],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.unregister();
    stage.second.register();
    await stage.attempt(session.ended('end of connection'));
    await stage.second.established();
  },
  checks: { 'GRP-010': service.putsAllInForce },
});
