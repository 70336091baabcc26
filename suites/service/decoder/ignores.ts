import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'decoder/ignores',
  role: 'service',
  set: 'ignoring',
  title: 'ignores what cannot be decoded where exception.ignoreDecoder is true: no end, no reply, nothing lost',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    for (const text of ['{', 'this is no message']) session.say(text, { deviation: 'undecodable: text that is no JSON' });
    await session.command(orderOf(stage.uri('after')));
    stage.first.behave({ notification: (asked) => asked.accept() });
    await stage.first.notified('redelivery');
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.told();
  },
  checks: { 'DEC-002': service.ignoresNonsense, 'DEC-006': service.repliesNothing, 'DEC-005': service.survives },
});
