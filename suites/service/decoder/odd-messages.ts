import { defineScenario, orderOf, service } from '#kit';

/** What need not be understood: whether it ends the connection is the service's own affair (AMB-21). */
const oddities = [
  ['an array', '[]'],
  ['null', 'null'],
  ['an object without members', '{}'],
  ['an object with members of other types', '{"version":1,"id":2,"type":3,"subType":4,"timeStamp":"5","payload":6}'],
  [
    'a message of unknown type',
    '{"version":"1.0","id":"x","type":"EVENT","subType":"REQUEST","timeStamp":1444944181,"payload":{}}',
  ],
  ['a binary message', '{}', { binary: true }],
] as const satisfies readonly (readonly [string, string, { readonly binary: true }?])[];

export default defineScenario({
  id: 'decoder/odd-messages',
  role: 'service',
  set: 'undecodable',
  title: 'goes on, on this or the next connection, after messages that need not be understood, binary ones among them',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    for (const [what, text, writing] of oddities) {
      const session = await stage.first.established();
      session.say(text, { ...writing, deviation: `undecodable, perhaps: ${what}` });
      // An answer, or the end of the connection, shows that it has read it; whoever does neither would take all the time.
      const answer = await stage.attempt(session.command(orderOf(stage.uri('fence'))));
      if (answer === undefined && session.open) break;
    }
    await stage.first.established();
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    await stage.first.told();
  },
  checks: { 'DEC-005': service.survives },
  observe: service.whatIsUndecodable,
});
