import { acknowledges, defineScenario, largestTaken, ofBytes } from '#kit';

/** Above 8 KiB a refusal warns, up to 64 KiB (NTF-033); 65,535 and 65,536 bytes are two length forms of a frame. */
const sizes = [8 * 1024, 16 * 1024, 65_535, 65_536];

export default defineScenario({
  id: 'batching/ladder',
  role: 'endpoint',
  title: 'acknowledges notifications of 8 to 64 KiB',
  reliesOn: ['batching/many-entries:NTF-030'],
  async drive(peer) {
    for (const size of sizes) {
      const session = await peer.session();
      await session.notify(ofBytes(peer, size));
    }
  },
  checks: { 'NTF-033': acknowledges('a notification of 8 to 64 KiB') },
  observe: largestTaken,
});
