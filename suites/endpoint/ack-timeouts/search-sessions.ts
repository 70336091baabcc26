import { acknowledges, acknowledgesAgain, defineScenario, inCases, keepsTakingToken, lockOuts } from '#kit';

export default defineScenario({
  id: 'ack-timeouts/search-sessions',
  role: 'endpoint',
  title:
    'acknowledges and takes its token in generated sessions of notifications, resends, wrong tokens, reconnects, commands and failovers',
  phase: 'long-bad-token',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001', 'handshake/reconnects:CON-026', 'invalid-token/altered:CON-008'],
  async drive(peer) {
    const { searchSessions } = await import('#kit/fuzz');
    await searchSessions(peer, 'ack-timeouts/search-sessions');
  },
  checks: {
    'ACK-001': inCases(acknowledges('a notification of a generated session')),
    'ACK-012': inCases(acknowledgesAgain, undefined, { tellsGone: false }),
    'CON-026': keepsTakingToken,
  },
  observe: lockOuts,
});
