import { acknowledges, closesOnDemand, defineScenario, inGroup, withHook } from '#kit';

/** So often it is asked to close: the first time may have met a moment at which it knew of no connection. */
const TIMES = 2;

export default defineScenario({
  id: 'failover/fails-back',
  role: 'endpoint',
  title: 'closes the connection of the lower priority on demand, and then takes NetBackup back at the first endpoint',
  reliesOn: ['handshake/reconnects:CON-026', 'failover/next-endpoint:DLV-008'],
  async drive(peer) {
    const [first, second] = peer.group;
    if (first === undefined || second === undefined) return;
    if (!peer.hooks.has('closeConnection')) return peer.mark('no-hook', 'closeConnection');
    const next = await peer.establish(second);
    // An application may file its connection a moment after it has answered CONNECT: what it acknowledges on it shows that it has.
    await peer.attempt(next.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]));
    for (let time = 1; time <= TIMES && next.open; time++) {
      await peer.askToClose();
      // It may have ended while the hook was still answering.
      await peer.attempt(next.ended());
    }
    const back = await peer.establish(first);
    await back.notify([{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }]);
  },
  checks: {
    'GRP-007': inGroup(withHook(closesOnDemand)),
    'ACK-001': inGroup(withHook(acknowledges('a notification before or after failing back'))),
  },
});
