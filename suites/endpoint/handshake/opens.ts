import { asksForNoMore, completesUpgrade, defineScenario } from '#kit';

export default defineScenario({
  id: 'handshake/opens',
  role: 'endpoint',
  title: 'completes the WebSocket handshake on the url of its descriptor',
  phase: 'opening',
  reliesOn: ['registration/dialog:TLS-001'],
  async drive(peer) {
    await peer.connect();
  },
  checks: {
    'CON-003': completesUpgrade,
    'CON-030': asksForNoMore,
  },
});
