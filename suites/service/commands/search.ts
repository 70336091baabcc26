import { defineScenario, service } from '#kit';

export default defineScenario({
  id: 'commands/search',
  role: 'service',
  set: 'searching',
  phase: 'long',
  title: 'takes generated COMMANDs to the API, and its generated answers back, as they are',
  reliesOn: ['connect/opens:CON-011'],
  async drive(stage) {
    const { searchCommands } = await import('#kit/fuzz');
    await searchCommands(stage, 'commands/search');
  },
  checks: {
    'CMD-010': service.arrivesWithHeaders,
    'CMD-014': service.answersEachCommand,
    'CMD-016': service.comesBackAsAnswered,
    'CMD-029': service.arrivesAsOrdered,
    'CMD-030': service.arrivesWithParameters,
  },
});
