import { defineScenario, service } from '#kit';

/** As many as a conforming service with one thread connects to and tells of everything without being held up. */
const GROUPS = 24;
/** For making smaller what fails. */
const RESERVE = 60;

export default defineScenario({
  id: 'delivery/search-sessions',
  role: 'service',
  set: 'searching',
  phase: 'long',
  title:
    'loses nothing, brings nothing back and comes back in generated sessions of refusals, withheld acknowledgements, drops, closes, missing pongs, nonsense, commands and events',
  reliesOn: ['connect/dropped:CON-020', 'decoder/cut-json:DEC-005', 'acknowledgement/after-a-drop:DLV-001'],
  endpoints: [
    ...Array.from({ length: GROUPS }, (_one, index) => ({ group: `g${index + 1}` })),
    ...Array.from({ length: RESERVE }, (_one, index) => ({ group: `r${index + 1}`, registered: 'later' as const })),
  ],
  async drive(stage) {
    const { searchScripts } = await import('#kit/fuzz');
    await searchScripts(stage, 'delivery/search-sessions', GROUPS);
  },
  checks: {
    'NTF-001': service.tellsInSessions,
    'DLV-001': service.losesNothingInSessions,
    'ACK-006': service.neverAgainInSessions,
    'DLV-005': service.notAgainLaterInSessions,
    'CON-020': service.comesBackInSessions,
  },
});
