import { correlatesCommands, defineScenario, orderOf, restAnswerOf, withHook } from '#kit';

const uris = ['/netbackup/admin/jobs/2', '/netbackup/admin/jobs/3'] as const;

export default defineScenario({
  id: 'id-mismatch/answered-twice',
  role: 'endpoint',
  title: 'does not take a second COMMAND RESPONSE to one command for the answer to the next',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    if (!peer.hooks.has('sendCommand')) return peer.mark('no-hook', 'sendCommand');
    const session = await peer.session();
    const commands = session.takeCommands(uris);
    const first = peer.order(orderOf(uris[0]));
    const one = await commands.next();
    commands.answer(one, restAnswerOf('first'));
    await first;
    const second = peer.order(orderOf(uris[1]));
    const two = await commands.next();
    commands.answer(one, restAnswerOf('first, once more'), { deviation: 'a second COMMAND RESPONSE to one command' });
    commands.answer(two, restAnswerOf('second'));
    await second;
    commands.release();
  },
  checks: { 'CMD-021': withHook(correlatesCommands) },
});
