import { acknowledges, defineScenario, togetherThenApart } from '#kit';

export default defineScenario({
  id: 'batching/all-operations',
  role: 'endpoint',
  title: 'acknowledges a batch with an image in each of its states',
  reliesOn: ['batching/done-first:NTF-014'],
  async drive(peer) {
    const operations = ['CREATE', 'UPDATE', 'DELETE', 'NO_LOCAL_COPY_AVAILABLE'];
    const images = operations.map((operationId) => peer.invent.image({ operationId }));
    const element = (data: readonly unknown[]) => ({ notificationType: 'INFO', object: 'IMAGE', data });
    await togetherThenApart(
      peer,
      [element(images)],
      images.map((image) => [element([image])]),
    );
  },
  checks: { 'NTF-030': acknowledges('a batch with all image operations') },
});
