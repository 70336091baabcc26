import { acknowledges, closesOnDemand, defineScenario, inGroup, NO_HOOK, withHook } from '#kit';

export default defineScenario({
  id: 'failover/fails-back',
  role: 'endpoint',
  title: 'closes the connection of the lower priority on demand, and then takes NetBackup back at the first endpoint',
  reliesOn: ['handshake/reconnects:CON-026', 'failover/next-endpoint:DLV-008'],
  async drive(peer) {
    const [first, second] = peer.group;
    if (first === undefined || second === undefined) return;
    if (!peer.hooks.has('closeConnection')) return peer.mark(NO_HOOK, 'closeConnection');
    const next = await peer.establish(second);
    await peer.askToClose();
    // It may have ended while the hook was still answering.
    await peer.attempt(next.ended());
    const back = await peer.establish(first);
    await back.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
  },
  checks: {
    'GRP-007': inGroup(withHook(closesOnDemand)),
    'ACK-001': inGroup(withHook(acknowledges('a notification at the first endpoint after failing back'))),
  },
});
