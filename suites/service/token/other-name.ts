import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'token/other-name',
  role: 'service',
  title: 'gives up before the upgrade where the certificate is one for another host',
  endpoints: [{ certificate: 'other-name' }],
  async drive(stage) {
    await stage.attempt(stage.first.decided());
    await stage.runs(2);
  },
  checks: { 'TLS-012': service.givesUpUnverified },
});
