import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'groups/no-fail-back',
  role: 'service',
  title: 'stays with the endpoint of lower priority while it lives, and asks the higher one first when it has gone',
  reliesOn: ['groups/order:GRP-003'],
  endpoints: [{ front: 'down' }, {}],
  async drive(stage) {
    await stage.second.established();
    stage.first.front('tls');
    stage.mark('first-is-up');
    await stage.runs(3);
    const session = await stage.second.established();
    session.drop();
    await stage.first.established();
  },
  checks: { 'GRP-006': service.doesNotFailBack, 'GRP-008': service.returnsToFirst },
});
