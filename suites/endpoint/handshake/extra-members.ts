import { acknowledges, defineScenario, withMember } from '#kit';

export default defineScenario({
  id: 'handshake/extra-members',
  role: 'endpoint',
  title: 'tolerates members that this release does not know',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    const job = peer.invent.job({ kilobytes: 1024 });
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [job], source: 'poll' }], {
      write: withMember('traceId', 'a1'),
    });
  },
  checks: { 'MSG-021': acknowledges('a notification with additional members') },
});
