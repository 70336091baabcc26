import { defineScenario, takesAll, writePretty, writeShuffled } from '#kit';

export default defineScenario({
  id: 'handshake/member-order',
  role: 'endpoint',
  title: 'reads messages by their members, whatever their order and white space',
  reliesOn: ['handshake/accepts-token:CON-008', 'ack-timeouts/acknowledges:ACK-001'],
  async drive(peer) {
    const connection = await peer.connect();
    await connection.present(peer.first.token, { write: writeShuffled });
    await connection.notify([{ data: [peer.invent.job()], object: 'JOB', notificationType: 'INFO' }], { write: writePretty });
    await connection.notify([{ notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image()] }], {
      write: writeShuffled,
    });
  },
  checks: { 'MSG-018': takesAll('written in another order and with other white space') },
});
