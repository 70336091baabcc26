import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'registration/empty-field',
  role: 'service',
  title: 'never dials an endpoint whose descriptor has an empty field',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [
    { group: 'token', write: (descriptor) => JSON.stringify({ ...descriptor, token: '' }) },
    { group: 'name', write: (descriptor) => JSON.stringify({ ...descriptor, groupId: '' }) },
    { group: 'host', write: (descriptor) => JSON.stringify({ ...descriptor, hostName: '' }) },
    { group: 'good' },
  ],
  async drive(stage) {
    await stage.endpoints.at(-1)?.established();
    await stage.runs(2);
  },
  checks: { 'DSC-007': service.neverDials },
});
