import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/get',
  role: 'service',
  title: 'calls the REST API for a COMMAND REQUEST and relays its answer',
  reliesOn: ['connect/opens:CON-004'],
  async drive(stage) {
    const session = await stage.first.established();
    stage.answer(stage.uri('first'), apiPlanOf('first'));
    await session.command(orderOf(stage.uri('first')));
    stage.answer(stage.uri('second'), apiPlanOf('second', 201));
    await session.command(orderOf(stage.uri('second')));
  },
  checks: {
    // That there is one only is judged elsewhere: whoever answers twice need not be left alone after that.
    'CMD-014': service.answersCommands,
    'CMD-005': service.completesCall,
    'CMD-015': service.hasAnswerShape,
    'CMD-016': service.relaysAnswer,
    'CMD-017': service.relaysStatus,
    'CMD-018': service.bodyIsText,
  },
});
