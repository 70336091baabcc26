import { acknowledges, defineScenario, togetherThenApart } from '#kit';

export default defineScenario({
  id: 'batching/both-objects',
  role: 'endpoint',
  title: 'acknowledges a message with jobs and images by one response',
  reliesOn: ['ack-timeouts/one-after-another:ACK-001'],
  async drive(peer) {
    const jobs = { notificationType: 'INFO', object: 'JOB', data: [peer.invent.job(), peer.invent.job()] };
    const images = { notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image(), peer.invent.image()] };
    await togetherThenApart(peer, [jobs, images], [[jobs], [images]]);
  },
  checks: { 'NTF-030': acknowledges('a message with jobs and images') },
});
