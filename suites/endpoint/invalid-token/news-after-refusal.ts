import { defineScenario, reactions, servesNobodyElse, unlessLockedOut, wherePossible } from '#kit';

const WHAT = 'T2-2: a notification after valid:false';

export default defineScenario({
  id: 'invalid-token/news-after-refusal',
  role: 'endpoint',
  title: 'acknowledges nothing after it has refused the token',
  phase: 'bad-token',
  reliesOn: ['invalid-token/altered:CON-008', 'ack-timeouts/one-after-another:ACK-001', 'pong-misses/answers-pings:KAL-003'],
  async drive(peer) {
    const news = () => [{ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] }];
    const token = peer.first.alteredToken('middle');
    if (token === null) return peer.mark('no-such-form', 'middle');
    const connection = await peer.connect();
    const reply = await peer.attempt(connection.present(token));
    peer.mark('provoked', WHAT);
    if (reply?.yes === false && connection.open) {
      connection.post(news(), { deviation: WHAT, provokes: true });
      await peer.attempt(connection.ping());
      await peer.attempt(connection.ended());
    }
    peer.mark('control');
    const session = await peer.establish();
    await session.notify(news());
  },
  checks: { 'CON-036': unlessLockedOut(wherePossible(servesNobodyElse)) },
  observe: reactions,
});
