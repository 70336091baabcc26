import { answerConnectBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/valid-as-text',
  role: 'service',
  set: 'stalling',
  title: 'is established by a proper CONNECT RESPONSE after one with valid as text, whatever it made of that one',
  reliesOn: ['connect/opens:CON-011'],
  drive: (stage) => answerConnectBy(stage, { payload: { valid: 'true' }, why: 'a CONNECT RESPONSE with valid as text' }),
  checks: { 'NTF-001': service.deliversWhole },
  observe: service.validSpelling,
});
