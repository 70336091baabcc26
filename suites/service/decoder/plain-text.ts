import { defineScenario, sayNonsense, service } from '#kit';

export default defineScenario({
  id: 'decoder/plain-text',
  role: 'service',
  set: 'undecodable',
  title: 'closes the connection on plain text, and delivers on the next one what was not acknowledged',
  reliesOn: ['connect/opens:CON-011'],
  drive: (stage) => sayNonsense(stage, 'this is no message', 'plain text'),
  checks: { 'DEC-001': service.closesOnNonsense, 'DEC-005': service.deliversAfterLoss },
});
