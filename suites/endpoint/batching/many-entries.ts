import { acknowledges, defineScenario, ofBytes } from '#kit';

/** Thirty entries stay below 8 KiB, the size up to which a batch must be taken. */
const COUNTS = [10, 30];

export default defineScenario({
  id: 'batching/many-entries',
  role: 'endpoint',
  title: 'acknowledges batches of ten and of thirty entries, and one of exactly 4 KiB',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    for (const count of COUNTS) {
      const data = Array.from({ length: count }, () => peer.invent.job());
      await session.notify([{ notificationType: 'INFO', object: 'JOB', data }]);
    }
    await session.notify(ofBytes(peer, 4 * 1024));
  },
  checks: { 'NTF-030': acknowledges('a batch of several entries below 8 KiB') },
});
