import { answerUpgradesBy, defineScenario, service } from '#kit';

export default defineScenario({
  id: 'connect/redirected',
  role: 'service',
  title: 'gives up a server that redirects the handshake, and shows its token to no other host',
  reliesOn: ['connect/opens:CON-004'],
  // The second endpoint is of a group whose first one lives, so that nothing but the redirect leads to it.
  endpoints: [{}, { group: 'b', priority: 2 }, { group: 'b', priority: 1 }],
  async drive(stage) {
    // Who follows is not to stay there: its own endpoint is to be reached too.
    stage.second.behave({ connect: (asked) => asked.connection.drop() });
    await answerUpgradesBy(stage, 'redirect');
  },
  checks: { 'CON-034': service.givesUpWrongHandshake, 'TLS-015': service.showsTokenToOwnHostOnly },
  observe: service.followsRedirects,
});
