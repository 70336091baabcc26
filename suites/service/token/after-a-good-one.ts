import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'token/after-a-good-one',
  role: 'service',
  title: 'gives up before the upgrade where a certificate that cannot be verified follows a good one at the same url',
  async drive(stage) {
    const connection = await stage.first.established();
    for (const certificate of ['other-authority', 'other-name', 'expired'] as const) {
      stage.first.present(certificate);
      stage.mark('certificate', certificate);
      connection.drop();
      await stage.first.decided();
    }
  },
  checks: { 'TLS-012': service.verifiesEachTime },
});
