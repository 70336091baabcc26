import { acknowledges, defineScenario, togetherThenApart } from '#kit';

export default defineScenario({
  id: 'batching/unknown-values',
  role: 'endpoint',
  title: 'acknowledges notifications with values that this release does not know',
  reliesOn: ['batching/both-objects:NTF-030'],
  async drive(peer) {
    const element = (object: string, entry: unknown) => ({ notificationType: 'INFO', object, data: [entry] });
    const suspended = element('JOB', peer.invent.job({ state: 'SUSPENDED' }));
    const expired = element('IMAGE', peer.invent.image({ operationId: 'EXPIRE' }));
    const policy = element('POLICY', { policyName: 'weekly', state: 'CHANGED' });
    const warning = { ...element('JOB', peer.invent.job()), notificationType: 'WARNING' };
    await togetherThenApart(peer, [suspended, warning, expired, policy], [[suspended], [warning], [expired], [policy]], {
      deviation: 'values of a later release',
    });
  },
  checks: { 'NTF-031': acknowledges('a notification with unknown values') },
});
