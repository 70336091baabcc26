import { defineScenario, type StagedEndpoint, service, type Writing, withMember, writeShuffled } from '#kit';

/** Every answer of an endpoint in one form. */
function answerIn(endpoint: StagedEndpoint, form: Writing): StagedEndpoint {
  endpoint.behave({ connect: (asked) => asked.accept(form), notification: (asked) => asked.accept(form) });
  return endpoint;
}

export default defineScenario({
  id: 'connect/answer-forms',
  role: 'service',
  title:
    'understands answers with their members in another order, in fragments with a ping between, and with members it does not know',
  reliesOn: ['connect/opens:CON-011'],
  endpoints: [{ group: 'a' }, { group: 'b' }, { group: 'c' }],
  async drive(stage) {
    const endpoints = [
      answerIn(stage.first, { write: writeShuffled }),
      answerIn(stage.second, { fragments: { size: 40, pingBetween: true } }),
      answerIn(stage.third, { write: withMember('vendor', { build: 7 }) }),
    ];
    for (const endpoint of endpoints) await endpoint.established();
    for (let event = 0; event < 2; event++) {
      stage.raise({ object: 'JOB', data: stage.invent.job() });
      for (const endpoint of endpoints) await stage.attempt(endpoint.told());
    }
  },
  checks: { 'MSG-018': service.understands(1), 'MSG-019': service.understands(2), 'MSG-021': service.understands(3) },
});
