import { apiPlanOf, defineScenario, orderOf, service } from '#kit';

/** By method: what the API answers, and what parameters hold; what a DELETE may carry is left open (AMB-17). */
const methods = [
  ['GET', 200, undefined],
  ['POST', 201, '{"name":"Gold","schedules":[{"type":"FULL","retention":14},{"type":"INCR"}],"note":"a \\"word\\"\\n"}'],
  ['PUT', 200, '{"active":true,"limit":2.5,"none":null}'],
  ['PATCH', 202, '[{"op":"replace","path":"/active","value":false}]'],
  ['DELETE', 200, undefined],
] as const;

export default defineScenario({
  id: 'commands/methods',
  role: 'service',
  title: 'calls the REST API with the given method, and with what parameters holds as the body',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    for (const [method, status, parameters] of methods) {
      const uri = stage.uri(method.toLowerCase());
      stage.answer(uri, apiPlanOf(method, status));
      await session.command({ ...orderOf(uri), method, ...(parameters === undefined ? {} : { parameters }) });
    }
  },
  checks: { 'CMD-029': service.callsAsOrdered, 'CMD-030': service.passesParameters, 'CMD-017': service.relaysStatus },
  observe: service.whatIsNotCalled,
});
