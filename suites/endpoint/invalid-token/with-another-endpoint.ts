import { defineScenario, inGroup, otherTokenTaken, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/with-another-endpoint',
  role: 'endpoint',
  title: 'takes its own token after that of another endpoint, whatever it says to that, and no wrong one at that other endpoint',
  phase: 'bad-token',
  reliesOn: ['handshake/accepts-token:CON-008'],
  async drive(peer) {
    const other = peer.group[1];
    if (other === undefined) return;
    const connection = await peer.connect();
    await peer.attempt(connection.present(other.token, { deviation: 'the token of another endpoint' }));
    await peer.establish();
    const altered = other.alteredToken('middle');
    if (altered === null) return;
    const next = await peer.connect(other);
    await peer.attempt(next.present(altered));
    await peer.establish(other);
  },
  checks: { 'CON-008': inGroup(validatesToken) },
  observe: otherTokenTaken,
});
