import { defineScenario, orderOddly, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/other-hosts',
  role: 'service',
  title: 'calls nobody but the REST API, whatever host a uri names',
  reliesOn: ['commands/get:CMD-014'],
  endpoints: [{ group: 'a' }, { group: 'b', front: 'plain', registered: 'later' }],
  async drive(stage) {
    const { host } = new URL(stage.second.seat.url);
    const uri = stage.uri('elsewhere');
    const elsewhere = [`http://${host}${uri}`, `//${host}${uri}`, `@${host}${uri}`];
    await orderOddly(
      stage,
      elsewhere.map((odd) => ({ ...orderOf(odd), why: 'another host in the uri of a COMMAND' })),
    );
    stage.second.front('tls');
    stage.second.register();
    await stage.second.established();
  },
  checks: { 'CMD-005': service.callsNowhereElse },
});
