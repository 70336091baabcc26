import { defineScenario, repeatsUnusualIds } from '#kit';

/** Any UUID is legal (guide §1.4): other versions, other letter cases. */
const spellings = [
  '6f1c9a52-3b7e-4d08-9c41-5e2a7b90d1f3',
  'B0a7E6d4-91c2-4F3e-8aB5-0c6D2e7F1a94',
  '9CD2B69F-0BBF-3F60-974D-C1F2EF37B872',
  '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
];

export default defineScenario({
  id: 'handshake/id-spellings',
  role: 'endpoint',
  title: 'repeats ids in the very spelling in which they came',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const [first = '', ...others] = spellings.map((id) => peer.invent.id(id));
    const connection = await peer.connect();
    const { yes } = await connection.present(peer.first.token, { id: first });
    if (!yes) return;
    for (const id of others) {
      await connection.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }], { id });
    }
  },
  checks: { 'MSG-008': repeatsUnusualIds },
});
