import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'registration/plain-url',
  role: 'service',
  title: 'never dials an endpoint whose url begins with ws://',
  reliesOn: ['connect/opens:CON-004'],
  endpoints: [
    { group: 'plain', write: (descriptor) => JSON.stringify({ ...descriptor, url: descriptor.url.replace('wss:', 'ws:') }) },
    { group: 'good' },
  ],
  async drive(stage) {
    await stage.endpoints.at(-1)?.established();
    await stage.runs(2);
  },
  checks: { 'DSC-009': service.neverDials },
});
