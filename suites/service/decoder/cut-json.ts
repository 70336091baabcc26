import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'decoder/cut-json',
  role: 'service',
  set: 'undecodable',
  title: 'closes the connection on text that is cut JSON, and delivers on the next one what was not acknowledged',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.notified();
    session.say('{', { deviation: 'undecodable: text that is cut JSON' });
    await session.ended('end of connection');
    stage.first.behave({ notification: (asked) => asked.accept() });
    stage.first.forget();
    await stage.first.established();
    await stage.first.told();
  },
  checks: { 'DEC-001': service.closesOnNonsense, 'DEC-005': service.deliversAfterLoss },
});
