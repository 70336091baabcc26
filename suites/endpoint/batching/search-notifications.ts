import { acknowledges, chargedTo, defineScenario, inCases } from '#kit';

const charged = (row: string, what: string) => inCases(acknowledges(what), chargedTo(row));

export default defineScenario({
  id: 'batching/search-notifications',
  role: 'endpoint',
  title: 'acknowledges generated notifications, however unusual',
  phase: 'long',
  reliesOn: ['batching/many-entries:NTF-030'],
  async drive(peer) {
    const { searchNotifications } = await import('#kit/fuzz');
    await searchNotifications(peer, 'batching/search-notifications');
  },
  checks: {
    'ACK-001': charged('ACK-001', 'a generated notification'),
    'NTF-030': charged('NTF-030', 'a generated batch'),
    'NTF-031': charged('NTF-031', 'a generated notification with an unknown value'),
    'NTF-033': charged('NTF-033', 'a generated notification of 8 KiB or more'),
    'MSG-018': charged('MSG-018', 'a generated notification in another layout'),
    'MSG-019': charged('MSG-019', 'a generated notification with text beyond ASCII, or in fragments'),
    'MSG-021': charged('MSG-021', 'a generated notification with additional members'),
  },
});
