import { defineScenario, goesOn, inCases, lockOuts, reactionCounts, takesNoOtherToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/search-deviations',
  role: 'endpoint',
  title:
    'goes on after generated CONNECT REQUESTs with one field that is not as it should be, and takes nothing else for its token',
  phase: 'long-bad-token',
  reliesOn: ['handshake/reconnects:CON-026', 'invalid-token/missing:CON-008', 'pong-misses/answers-pings:KAL-003'],
  async drive(peer) {
    const { searchConnectDeviations } = await import('#kit/fuzz');
    await searchConnectDeviations(peer, 'invalid-token/search-deviations');
  },
  checks: {
    'CON-007': inCases(goesOn),
    'CON-008': inCases(takesNoOtherToken, undefined, { tellsGone: false }),
  },
  observe: (view) => [...reactionCounts(view), ...lockOuts(view)],
});
