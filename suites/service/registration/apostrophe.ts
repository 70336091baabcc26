import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'registration/apostrophe',
  role: 'service',
  title: 'never dials an endpoint whose descriptor holds an apostrophe',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [
    { group: 'name', write: (descriptor) => JSON.stringify({ ...descriptor, groupId: "a backup's group" }) },
    { group: 'token', write: (descriptor) => JSON.stringify({ ...descriptor, token: `${descriptor.token}'` }) },
    { group: 'good' },
  ],
  async drive(stage) {
    await stage.endpoints.at(-1)?.established();
    await stage.runs(2);
  },
  checks: { 'DSC-007': service.neverDials },
});
