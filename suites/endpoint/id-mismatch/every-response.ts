import { defineScenario, repeatsAcknowledgedId, repeatsConnectId } from '#kit';

export default defineScenario({
  id: 'id-mismatch/every-response',
  role: 'endpoint',
  title: 'answers each request under its own id, although the ids differ in one digit',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.establish();
    const id = peer.invent.id();
    const neighbours = ['0', '1', '2'].map((digit) => `${id.slice(0, -1)}${digit}`);
    for (const neighbour of neighbours) {
      await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }], { id: neighbour });
    }
  },
  checks: {
    'MSG-006': repeatsConnectId,
    'ACK-002': repeatsAcknowledgedId,
  },
});
