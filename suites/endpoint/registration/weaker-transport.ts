import { defineScenario, refusesOldTls, refusesPlainWebSockets } from '#kit';

export default defineScenario({
  id: 'registration/weaker-transport',
  role: 'endpoint',
  title: 'takes neither a WebSocket without TLS nor a TLS version below 1.2',
  phase: 'closing',
  reliesOn: ['registration/dialog:TLS-001'],
  async drive(peer) {
    await peer.probe('plain-upgrade');
    await peer.probe('old-tls');
  },
  checks: {
    'TLS-011': refusesPlainWebSockets,
    'TLS-014': refusesOldTls,
  },
});
