import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'token/other-authority',
  role: 'service',
  title: 'gives up before the upgrade where the certificate is one of an unknown authority',
  endpoints: [{ certificate: 'other-authority' }],
  async drive(stage) {
    await stage.attempt(stage.first.decided());
    await stage.runs(2);
  },
  checks: { 'TLS-012': service.givesUpUnverified },
});
