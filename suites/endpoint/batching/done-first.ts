import { acknowledges, defineScenario, togetherThenApart } from '#kit';

export default defineScenario({
  id: 'batching/done-first',
  role: 'endpoint',
  title: 'acknowledges a job that is first seen when it is done, and the deletion of an image it never saw',
  reliesOn: ['batching/both-objects:NTF-030'],
  async drive(peer) {
    const done = { notificationType: 'INFO', object: 'JOB', data: [peer.invent.job({ state: 'DONE' })] };
    const gone = { notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image({ operationId: 'DELETE' })] };
    await togetherThenApart(peer, [done, gone], [[done], [gone]]);
  },
  checks: { 'NTF-014': acknowledges('a job first seen as DONE, or an unknown image deleted') },
});
