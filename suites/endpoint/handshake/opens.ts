import { completesUpgrade, defineScenario, hasValidCertificate, speaksTls } from '#kit';

export default defineScenario({
  id: 'handshake/opens',
  role: 'endpoint',
  title: 'completes TLS and the WebSocket handshake on the url of its descriptor',
  phase: 'opening',
  async drive(peer) {
    await peer.connect();
  },
  checks: {
    'TLS-001': speaksTls,
    'TLS-002': hasValidCertificate,
    'CON-003': completesUpgrade,
  },
});
