import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'properties/bare',
  role: 'service',
  set: 'bare',
  phase: 'long',
  title: 'behaves by the defaults where the properties file says nothing',
  reliesOn: ['acknowledgement/resends:ACK-008', 'decoder/plain-text:DEC-001'],
  endpoints: [{ group: 'a' }, { group: 'b', front: 'down' }, { group: 'c' }],
  async drive(stage) {
    const doomed = await stage.third.established('first connection');
    doomed.say('this is no message', { deviation: 'undecodable: plain text' });
    await stage.attempt(doomed.ended('reaction'));
    await stage.first.established('first connection');
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.notified();
    for (let resend = 0; resend < 2; resend++) await stage.first.notified('resend');
  },
  checks: {
    'CFG-002': service.closesOnNonsense,
    'CFG-004': service.keepsToRate('not-at-default-rate'),
    'CFG-005': service.pingsNotBeforeDefault,
    'CFG-007': service.triesNotBeforeDefault,
    'CFG-011': service.behavesAsDefault,
  },
});
