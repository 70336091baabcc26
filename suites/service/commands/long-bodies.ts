import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

/** Around and above 64 KiB, which is where a buffer often ends. */
const KIB = [63, 65, 130];

export default defineScenario({
  id: 'commands/long-bodies',
  role: 'service',
  title: 'carries long bodies whole, both ways',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    for (const kib of KIB) {
      const uri = stage.uri(`answers-${kib}-kib`);
      stage.answer(uri, { ...apiPlanOf('long'), body: JSON.stringify({ filled: 'x'.repeat(kib * 1024) }) });
      await session.command(orderOf(uri));
    }
    for (const kib of KIB) {
      const parameters = JSON.stringify({ filled: 'y'.repeat(kib * 1024), last: true });
      await session.command({ ...orderOf(stage.uri(`takes-${kib}-kib`)), method: 'POST', parameters });
    }
  },
  checks: { 'CMD-016': service.relaysAnswer, 'CMD-030': service.passesParameters },
});
