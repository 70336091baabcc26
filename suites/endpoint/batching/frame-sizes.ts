import { acknowledges, defineScenario } from '#kit';

/** Fragments of 125 and 126 bytes have two length forms; a ping stands between them (RFC 6455 §5.2, §5.4). */
const sizes = [1, 125, 126];

export default defineScenario({
  id: 'batching/frame-sizes',
  role: 'endpoint',
  title: 'acknowledges a notification in fragments of 1, 125 and 126 bytes with pings between them',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    for (const size of sizes) {
      const payload = [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
      await session.notify(payload, { fragments: { size, pingBetween: size > 1 } });
    }
  },
  checks: { 'MSG-019': acknowledges('a notification in small fragments') },
});
