import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'groups/mute',
  role: 'service',
  set: 'stalling',
  title: 'goes on to the next endpoint of a group when the first one takes TCP, says nothing and hangs up at last',
  reliesOn: ['groups/order:GRP-003'],
  endpoints: [{ front: 'mute' }, {}],
  async drive(stage) {
    if ((await stage.attempt(stage.second.established())) !== undefined) return;
    stage.first.goDown();
    await stage.second.established('patience');
  },
  checks: { 'GRP-003': service.goesOnToNext },
  observe: service.patienceWithMute,
});
