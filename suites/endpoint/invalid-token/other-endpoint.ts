import { defineScenario, inGroup, otherTokenTaken, validatesToken } from '#kit';

export default defineScenario({
  id: 'invalid-token/other-endpoint',
  role: 'endpoint',
  title: 'accepts its own token after that of another endpoint of its group, whatever it says to that',
  phase: 'bad-token',
  reliesOn: ['handshake/accepts-token:CON-008'],
  async drive(peer) {
    const other = peer.group[1];
    if (other === undefined) return;
    const connection = await peer.connect();
    await peer.attempt(connection.present(other.token, { deviation: 'the token of another endpoint' }));
    await peer.establish();
  },
  checks: { 'CON-008': inGroup(validatesToken) },
  observe: otherTokenTaken,
});
