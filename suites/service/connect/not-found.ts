import { answerUpgradesBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/not-found',
  role: 'service',
  title: 'gives up a server that answers the handshake with status 404',
  reliesOn: ['connect/opens:CON-004'],
  drive: (stage) => answerUpgradesBy(stage, 'not-found'),
  checks: { 'CON-034': service.givesUpWrongHandshake },
});
