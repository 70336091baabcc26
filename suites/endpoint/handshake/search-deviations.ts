import { defineScenario, goesOn, inCases, reactionCounts } from '#kit';

export default defineScenario({
  id: 'handshake/search-deviations',
  role: 'endpoint',
  title: 'goes on after generated notifications with one field that is not as it should be',
  phase: 'long',
  reliesOn: ['handshake/survives:ACK-001'],
  async drive(peer) {
    const { searchDeviations } = await import('#kit/fuzz');
    await searchDeviations(peer, 'handshake/search-deviations');
  },
  checks: { 'ACK-001': inCases(goesOn) },
  observe: reactionCounts,
});
