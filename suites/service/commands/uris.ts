import { defineScenario, orderOf, service } from '#kit';

/** What a library could take for something to be tidied up. */
const rests = [
  ['query', '?limit=2&offset=0&limit=1&empty=&flag'],
  ['order', '?zone=z&area=a&10=b&9=c'],
  ['escapes', '/a%2Fb%20c/%C3%A9%25?name=x%26y%3D1+z%2B&at=10:00,11:00'],
  ['filter', '?$filter=name%20eq%20%27Gold%27&link=%2Fnetbackup%2Fconfig'],
  ['slash', '/'],
] as const;

export default defineScenario({
  id: 'commands/uris',
  role: 'service',
  title: 'calls the REST API with path and query as they are given, escapes, repetitions and order included',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    for (const [name, rest] of rests) await session.command(orderOf(`${stage.uri(name)}${rest}`));
  },
  checks: { 'CMD-029': service.callsAsOrdered },
});
