import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/refused',
  role: 'service',
  title: 'ends a connection on valid:false, and tries again no more often than its connection process runs',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    stage.first.behave({ connect: (asked) => asked.refuse() });
    const { connection } = await stage.first.asked();
    await connection.ended('end of connection');
    await stage.runs(3);
  },
  checks: { 'CON-012': service.closesWhenRefused, 'CON-032': service.triesInTime },
});
