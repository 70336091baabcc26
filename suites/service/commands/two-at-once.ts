import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/two-at-once',
  role: 'service',
  title: 'answers each of two COMMANDs by what the API said to it, also where the first takes longer',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    const [slow, quick] = [stage.uri('slow'), stage.uri('quick')];
    let release = () => {};
    const after = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage.answer(slow, { ...apiPlanOf('slow'), after });
    stage.answer(quick, apiPlanOf('quick'));
    const first = stage.attempt(session.command(orderOf(slow)));
    try {
      await stage.called();
      const second = stage.attempt(session.command(orderOf(quick)));
      // Whoever takes one COMMAND after the other calls for the second only when the first is answered.
      await stage.watch('another call');
      release();
      await Promise.all([first, second]);
    } finally {
      release();
    }
  },
  checks: { 'CMD-014': service.answersOnce, 'CMD-016': service.relaysAnswer },
});
