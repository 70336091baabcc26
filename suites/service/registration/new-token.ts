import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'registration/new-token',
  role: 'service',
  title: 'presents the new token when an endpoint that refused the old one is added again',
  reliesOn: ['connect/refused:CON-012'],
  async drive(stage) {
    stage.first.behave({ connect: (asked) => asked.refuse() });
    const { connection } = await stage.first.asked();
    await connection.ended('end of connection');
    stage.first.unregister();
    // So often that nobody still dials by what he read before.
    await stage.runs(2);
    stage.first.behave({ connect: (asked) => asked.accept() });
    stage.first.forget();
    stage.first.register({ newToken: true });
    await stage.first.established();
  },
  checks: { 'CON-018': service.usesNewToken },
});
