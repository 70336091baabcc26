import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/empty-bodies',
  role: 'service',
  title: 'relays an answer without a body',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    for (const [method, status] of [
      ['DELETE', 204],
      ['GET', 200],
    ] as const) {
      const uri = stage.uri(`empty-${status}`);
      stage.answer(uri, { status, headers: { 'X-Marker': String(status) }, body: '' });
      await session.command({ ...orderOf(uri), method });
    }
  },
  checks: {
    'CMD-014': service.answersOnce,
    'CMD-015': service.hasAnswerShape,
    'CMD-016': service.relaysAnswer,
    'CMD-017': service.relaysStatus,
  },
});
