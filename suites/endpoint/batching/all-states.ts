import { acknowledges, defineScenario, togetherThenApart } from '#kit';

export default defineScenario({
  id: 'batching/all-states',
  role: 'endpoint',
  title: 'acknowledges a batch with a job in each of its states',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const jobId = Number(peer.invent.job().jobId);
    const jobs = ['QUEUED', 'ACTIVE', 'DONE'].map((state) => peer.invent.job({ jobId, parentJobId: jobId, state }));
    const element = (data: readonly unknown[]) => ({ notificationType: 'INFO', object: 'JOB', data });
    await togetherThenApart(
      peer,
      [element(jobs)],
      jobs.map((job) => [element([job])]),
    );
  },
  checks: { 'NTF-030': acknowledges('a batch with all job states') },
});
