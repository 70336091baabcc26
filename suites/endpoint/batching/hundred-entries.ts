import { acknowledges, defineScenario } from '#kit';

export default defineScenario({
  id: 'batching/hundred-entries',
  role: 'endpoint',
  title: 'acknowledges a batch of a hundred entries',
  reliesOn: ['batching/many-entries:NTF-030'],
  async drive(peer) {
    const session = await peer.session();
    const data = Array.from({ length: 100 }, () => peer.invent.job());
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data }]);
  },
  checks: { 'NTF-033': acknowledges('a batch of a hundred entries, some 23 KiB') },
});
