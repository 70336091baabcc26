import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'token/expired',
  role: 'service',
  title: 'gives up before the upgrade where the certificate has expired',
  endpoints: [{ certificate: 'expired' }],
  async drive(stage) {
    await stage.attempt(stage.first.decided());
    await stage.runs(2);
  },
  checks: { 'TLS-012': service.givesUpUnverified },
});
