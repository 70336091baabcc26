import { defineScenario, orderOf, service } from '#kit';

export default defineScenario({
  id: 'commands/other-hosts',
  role: 'service',
  title: 'calls nobody but the REST API, whatever host a uri names',
  reliesOn: ['commands/get:CMD-014'],
  endpoints: [{ group: 'a' }, { group: 'b', front: 'plain', registered: 'later' }],
  async drive(stage) {
    const { host } = new URL(stage.second.seat.url);
    const uri = stage.uri('elsewhere');
    for (const [index, elsewhere] of [`http://${host}${uri}`, `//${host}${uri}`, `@${host}${uri}`].entries()) {
      const session = await stage.first.established();
      session.order(orderOf(elsewhere), { deviation: 'another host in the uri of a COMMAND' });
      // An answer, or the end of the connection, shows that it has read it.
      await stage.attempt(session.command(orderOf(stage.uri(`fence-${index}`))));
    }
    const session = await stage.first.established();
    await session.command(orderOf(stage.uri('fence')));
    stage.second.front('tls');
    stage.second.register();
    await stage.second.established();
  },
  checks: { 'CMD-005': service.callsNowhereElse },
});
