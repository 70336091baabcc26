import { defineScenario, takesAll, writePretty, writeShuffled } from '#kit';

export default defineScenario({
  id: 'handshake/member-order',
  role: 'endpoint',
  title: 'reads messages by their members, whatever their order and white space',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const connection = await peer.connect();
    const { yes } = await connection.present(peer.first.token, { write: writeShuffled });
    if (!yes) return;
    await connection.notify([{ data: [peer.invent.job()], object: 'JOB', notificationType: 'INFO' }], { write: writePretty });
    await connection.notify([{ notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image()] }], {
      write: writeShuffled,
    });
  },
  checks: { 'MSG-018': takesAll('written in another order and with other white space') },
});
