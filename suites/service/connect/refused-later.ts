import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/refused-later',
  role: 'service',
  title: 'ends a connection on valid:false also where an earlier one was accepted',
  reliesOn: ['connect/dropped:CON-020'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.behave({ connect: (asked) => asked.refuse() });
    stage.first.forget();
    session.drop();
    const { connection } = await stage.first.asked();
    await connection.ended('end of connection');
  },
  checks: { 'CON-012': service.closesWhenRefused },
});
