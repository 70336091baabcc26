import { acknowledges, answersPings, defineScenario, orderOf, restAnswerOf, withHook } from '#kit';

const uri = '/netbackup/admin/jobs/6';

export default defineScenario({
  id: 'commands/while-pending',
  role: 'endpoint',
  title: 'acknowledges notifications while its own command waits for an answer',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    if (!peer.hooks.has('sendCommand')) return peer.mark('no-hook', 'sendCommand');
    const session = await peer.session();
    const commands = session.takeCommands([uri]);
    const ordered = peer.order(orderOf(uri));
    const command = await commands.next();
    await peer.attempt(session.ping());
    await peer.attempt(session.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]));
    commands.answer(command, restAnswerOf('late'));
    await ordered;
    commands.release();
  },
  checks: {
    'CMD-026': withHook(acknowledges('a notification while a command waits')),
    'KAL-003': withHook(answersPings),
  },
});
