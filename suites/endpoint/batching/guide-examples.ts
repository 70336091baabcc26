import { acknowledges, defineScenario, guideMessage } from '#kit';

/** Every NOTIFICATION REQUEST that the guide prints: a backup job A to G, a restore, a deletion, AIR, several in one. */
const examples = ['EX-04', 'EX-11', 'EX-12', 'EX-13', 'EX-14', 'EX-15', 'EX-16', 'EX-17', 'EX-18', 'EX-19', 'EX-20', 'EX-21'];

export default defineScenario({
  id: 'batching/guide-examples',
  role: 'endpoint',
  title: "acknowledges the guide's own example notifications, repaired",
  reliesOn: ['batching/done-first:NTF-014'],
  async drive(peer) {
    const session = await peer.session();
    for (const example of examples) await session.notify(peer.invent.adopt(guideMessage(example)));
  },
  checks: { 'NTF-030': acknowledges("one of the guide's own examples") },
});
