import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/wrong-accept',
  role: 'service',
  title: 'gives up a server that answers the handshake with a wrong Sec-WebSocket-Accept',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    stage.first.behave({ upgrade: 'wrong-accept' });
    await stage.first.knocked();
    await stage.runs(1);
    stage.first.behave({ upgrade: 'take' });
    stage.first.forget();
    await stage.first.established();
  },
  checks: { 'CON-034': service.givesUpWrongHandshake },
});
