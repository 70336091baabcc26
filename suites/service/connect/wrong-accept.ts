import { answerUpgradesBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/wrong-accept',
  role: 'service',
  title: 'gives up a server that answers the handshake with a wrong Sec-WebSocket-Accept',
  reliesOn: ['connect/opens:CON-004'],
  drive: (stage) => answerUpgradesBy(stage, 'wrong-accept'),
  checks: { 'CON-034': service.givesUpWrongHandshake },
});
