import { defineScenario, sayNonsense, service } from '#kit';

export default defineScenario({
  id: 'decoder/cut-json',
  role: 'service',
  set: 'undecodable',
  title: 'closes the connection on text that is cut JSON, and delivers on the next one what was not acknowledged',
  reliesOn: ['connect/opens:CON-011'],
  drive: (stage) => sayNonsense(stage, '{', 'text that is cut JSON'),
  checks: { 'DEC-001': service.closesOnNonsense, 'DEC-005': service.deliversAfterLoss },
});
