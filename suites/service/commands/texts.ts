import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

const NAMES = '{"names":["Zürich","Ελλάδα","東京","🗄️","é","\\u00e9"]}';

export default defineScenario({
  id: 'commands/texts',
  role: 'service',
  title: 'carries any letters both ways, and relays a body that is no JSON as the text that it is',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    const bodies = [
      ['letters', 'application/json', NAMES],
      ['plain', 'text/plain; charset=utf-8', 'no JSON: a "word", a \\ and a\ttab, für alle\r\n'],
      ['markup', 'application/xml', '<jobs><job id="1">a &amp; b</job></jobs>'],
      ['number', 'application/json', '17'],
      ['text', 'application/json', '"a text"'],
    ] as const;
    for (const [name, type, body] of bodies) {
      const uri = stage.uri(name);
      stage.answer(uri, { ...apiPlanOf(name), headers: { 'Content-Type': type }, body });
      await session.command({ ...orderOf(uri), method: 'POST', parameters: NAMES });
    }
  },
  checks: { 'CMD-016': service.relaysAnswer, 'CMD-018': service.bodyIsText, 'CMD-030': service.passesParameters },
});
