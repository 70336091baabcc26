import { acknowledges, defineScenario, writeEscaped } from '#kit';

export default defineScenario({
  id: 'handshake/text-forms',
  role: 'endpoint',
  title: 'takes UTF-8 text, escaped or not, in one frame or in several with a ping between them',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const session = await peer.session();
    const job = () => peer.invent.job({ policyName: 'Büro-Sicherung 備份 😀' });
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [job()] }]);
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [job()] }], { write: writeEscaped });
    await session.notify([{ notificationType: 'INFO', object: 'JOB', data: [job()] }], {
      fragments: { size: 100, pingBetween: true },
    });
  },
  checks: { 'MSG-019': acknowledges('a notification with non-ASCII text, escapes or fragments') },
});
