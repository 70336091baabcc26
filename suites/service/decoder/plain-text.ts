import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'decoder/plain-text',
  role: 'service',
  set: 'undecodable',
  title: 'closes the connection on plain text, and delivers on the next one what was not acknowledged',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() }, { object: 'IMAGE', data: stage.invent.image() });
    await stage.first.notified();
    session.say('this is no message', { deviation: 'undecodable: plain text' });
    await session.ended('end of connection');
    stage.first.behave({ notification: (asked) => asked.accept() });
    stage.first.forget();
    await stage.first.established();
    await stage.first.told();
  },
  checks: { 'DEC-001': service.closesOnNonsense, 'DEC-005': service.deliversAfterLoss },
});
