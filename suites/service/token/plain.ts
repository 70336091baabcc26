import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'token/plain',
  role: 'service',
  title: 'says nothing to an endpoint that speaks no TLS',
  endpoints: [{ front: 'plain' }],
  async drive(stage) {
    await stage.runs(3);
  },
  checks: { 'TLS-001': service.speaksTlsOnly, 'TLS-010': service.keepsTokenInTls },
});
