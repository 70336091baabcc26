import { acceptsAll, chargedTo, defineScenario, inCases } from '#kit';

const charged = (row: string) => inCases(acceptsAll('generated and unusual'), chargedTo(row));

export default defineScenario({
  id: 'handshake/search-connects',
  role: 'endpoint',
  title: 'accepts its token in generated CONNECT REQUESTs, however unusual',
  phase: 'long',
  reliesOn: ['handshake/reconnects:CON-026'],
  async drive(peer) {
    const { searchConnects } = await import('#kit/fuzz');
    await searchConnects(peer, 'handshake/search-connects');
  },
  checks: {
    // Those with nothing unusual about what they say: each has an id and a time of its own.
    'CON-008': inCases(acceptsAll('generated'), chargedTo('ACK-001')),
    'MSG-018': charged('MSG-018'),
    'MSG-021': charged('MSG-021'),
  },
});
