import { defineScenario, reactions, servesNobodyElse } from '#kit';

const WHAT = 'T2-2: a notification before CONNECT';

export default defineScenario({
  id: 'handshake/news-before-connect',
  role: 'endpoint',
  title: 'acknowledges nothing before a CONNECT',
  phase: 'closing',
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001', 'pong-misses/answers-pings:KAL-003'],
  async drive(peer) {
    const news = () => [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    const connection = await peer.connect();
    peer.mark('provoked', WHAT);
    connection.post(news(), { deviation: WHAT, provokes: true });
    await peer.attempt(connection.ping());
    peer.mark('fence');
    // Who answers this, in whatever way, has got past what came before.
    await peer.attempt(connection.present());
    peer.mark('control');
    const session = await peer.establish();
    await session.notify(news());
  },
  checks: { 'CON-036': servesNobodyElse },
  observe: reactions,
});
