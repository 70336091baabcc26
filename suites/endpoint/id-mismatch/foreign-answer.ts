import { correlatesCommands, defineScenario, orderOf, restAnswerOf, withHook } from '#kit';

const uris = ['/netbackup/admin/jobs/1'] as const;

export default defineScenario({
  id: 'id-mismatch/foreign-answer',
  role: 'endpoint',
  title: 'does not take a COMMAND RESPONSE under an unknown id for the answer to its command',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    if (!peer.hooks.has('sendCommand')) return peer.mark('no-hook', 'sendCommand');
    const session = await peer.session();
    const commands = session.takeCommands(uris);
    const ordered = peer.order(orderOf(uris[0]));
    const command = await commands.next();
    commands.answer(command, restAnswerOf('foreign'), { id: peer.invent.id(), deviation: 'a COMMAND RESPONSE to nothing' });
    commands.answer(command, restAnswerOf('own'));
    await ordered;
    commands.release();
  },
  checks: { 'CMD-021': withHook(correlatesCommands) },
});
