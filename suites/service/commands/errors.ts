import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/errors',
  role: 'service',
  title: 'relays an HTTP error like any other answer, and serves the next COMMAND on the same connection',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    for (const status of [401, 404, 500, 503]) {
      const uri = stage.uri(`answers-${status}`);
      stage.answer(uri, apiPlanOf(`an error ${status}`, status));
      await session.command(orderOf(uri));
    }
    await session.command(orderOf(stage.uri('afterwards')));
    // What becomes of this one is left open (AMB-19): it is not waited for.
    stage.answer(stage.uri('hangs-up'), { ...apiPlanOf('never'), status: null });
    session.order(orderOf(stage.uri('hangs-up')));
    await stage.attempt(session.command(orderOf(stage.uri('after-hang-up'))));
  },
  checks: {
    'CMD-019': service.relaysErrors,
    'CMD-031': service.servesAfterErrors,
    'CMD-015': service.hasAnswerShape,
    'CMD-016': service.relaysAnswer,
    'CMD-017': service.relaysStatus,
  },
  observe: service.whatOfHangUps,
});
