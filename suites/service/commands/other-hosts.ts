import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/other-hosts',
  role: 'service',
  title: 'calls nobody but the REST API, whatever host a uri names',
  reliesOn: ['commands/get:CMD-014'],
  endpoints: [{ group: 'a' }, { group: 'b', front: 'plain', registered: 'later' }],
  async drive(stage) {
    const session = await stage.first.established();
    const { host } = new URL(stage.second.seat.url);
    const uri = stage.uri('elsewhere');
    for (const elsewhere of [`http://${host}${uri}`, `//${host}${uri}`, `@${host}${uri}`])
      session.order(orderOf(elsewhere), { deviation: 'another host in the uri of a COMMAND' });
    // Whatever it did about them, on this or the next connection.
    const again = await stage.first.established();
    await again.command(orderOf(stage.uri('fence')));
    stage.second.front('tls');
    stage.second.register();
    await stage.second.established();
  },
  checks: { 'CMD-005': service.callsNowhereElse },
});
