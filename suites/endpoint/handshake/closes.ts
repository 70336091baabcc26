import { answersClose, defineScenario } from '#kit';

export default defineScenario({
  id: 'handshake/closes',
  role: 'endpoint',
  title: 'answers a Close frame by a Close frame',
  phase: 'closing',
  reliesOn: ['handshake/accepts-token:CON-008'],
  async drive(peer) {
    const session = await peer.session();
    await session.close();
  },
  checks: { 'CON-029': answersClose },
});
