import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/headers',
  role: 'service',
  title: 'gives the call the headers of the COMMAND, and its answer those of the API, whatever they are',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    const [usual, odd] = [orderOf(stage.uri('usual')), orderOf(stage.uri('odd'))];
    await session.command({ ...usual, headers: { ...usual.headers, 'X-Nbwss-Conformance': 'usual' } });
    stage.answer(odd.uri, { ...apiPlanOf('odd'), headers: { 'X-Total-Count': '0', 'x-odd': 'a, b; c="d\\e" (f)' } });
    const headers = {
      'content-type': 'application/vnd.netbackup+json;version=1.0',
      AUTHORIZATION: 'Bearer eyJ0eXAiOiJKV1QifQ.e30.c2ln',
      'X-Odd': 'a, b; c="d\\e" (f)',
      'x-zero': '0',
      Prefer: 'respond-async',
      'If-None-Match': '"v1"',
    };
    await session.command({ ...odd, headers });
  },
  checks: { 'CMD-010': service.appliesHeaders, 'CMD-016': service.relaysAnswer },
});
