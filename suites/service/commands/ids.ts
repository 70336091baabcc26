import { defineScenario, orderOf, service } from '#kit';

/** As an endpoint may spell a UUID, and what is none (AMB-49). */
const spellings = [
  '89D2F1B5-3C0A-4B5E-9C7D-1F2E3D4C5B6A',
  '89d2f1b5-3c0a-4b5e-9c7d-1f2e3d4c5b6a',
  '89D2f1b5-3C0a-4b5E-9c7D-1f2E3d4C5b6A',
  '0192e4a0-3c0a-7b5e-9c7d-1f2e3d4c5b6a',
];
const others = ['request-17', '42', 'Order/17.b', '7'.repeat(64)];

export default defineScenario({
  id: 'commands/ids',
  role: 'service',
  title: 'repeats the id of a COMMAND as the very same string, UUID or not',
  reliesOn: ['commands/get:CMD-014'],
  async drive(stage) {
    const session = await stage.first.established();
    const ids = [...spellings.map((spelling) => stage.invent.id(spelling)), ...others];
    for (const [index, id] of ids.entries()) await session.command(orderOf(stage.uri(`id-${index}`)), { id });
  },
  checks: { 'MSG-008': service.repeatsAnyId },
});
