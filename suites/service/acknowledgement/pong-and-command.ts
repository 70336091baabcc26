import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'acknowledgement/pong-and-command',
  role: 'service',
  title: 'takes neither a pong nor a COMMAND for an acknowledgement, and answers the COMMAND meanwhile',
  reliesOn: ['connect/opens:CON-011', 'acknowledgement/resends:ACK-008'],
  async drive(stage) {
    await stage.first.established();
    stage.first.behave({ notification: () => {} });
    stage.raise({ object: 'JOB', data: stage.invent.job() });
    const { connection } = await stage.first.notified();
    connection.pong();
    await stage.attempt(connection.command(orderOf(stage.uri('meanwhile'))));
    const again = await stage.first.notified('redelivery');
    again.accept();
  },
  checks: { 'ACK-018': service.takesNoOtherAnswer, 'CMD-025': service.answersMeanwhile },
});
