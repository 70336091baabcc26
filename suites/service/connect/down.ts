import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/down',
  role: 'service',
  title: 'tries an endpoint that is down again at each run of its connection process, and no more often',
  endpoints: [{ front: 'down' }],
  async drive(stage) {
    await stage.runs(4);
    stage.first.front('tls');
    await stage.first.established();
  },
  checks: { 'CON-019': service.triesAgain, 'CON-032': service.triesInTime },
});
