import { correlatesCommands, defineScenario, orderOf, restAnswerOf, withHook } from '#kit';

const uris = ['/netbackup/admin/jobs/4', '/netbackup/admin/jobs/5'] as const;

export default defineScenario({
  id: 'id-mismatch/reverse-order',
  role: 'endpoint',
  title: 'matches COMMAND RESPONSEs by their ids when they come in reverse order',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    if (!peer.hooks.has('sendCommand')) return peer.mark('no-hook', 'sendCommand');
    const session = await peer.session();
    const commands = session.takeCommands(uris);
    const first = peer.order(orderOf(uris[0]));
    const one = await commands.next();
    const second = peer.order(orderOf(uris[1]));
    const two = await commands.next();
    commands.answer(two, restAnswerOf('to the second'));
    commands.answer(one, restAnswerOf('to the first'));
    await Promise.all([first, second]);
    commands.release();
  },
  checks: { 'CMD-021': withHook(correlatesCommands) },
});
