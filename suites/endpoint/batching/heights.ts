import { acknowledges, after, answersPings, defineScenario, largestTaken, ofBytes } from '#kit';

/** No limit is given (AMB-42): what is taken here is only observed. */
const sizes = [256 * 1024, 1024 * 1024];

export default defineScenario({
  id: 'batching/heights',
  role: 'endpoint',
  title: 'goes on acknowledging after notifications of up to 1 MiB and of a thousand entries, whatever it does with those',
  phase: 'long',
  reliesOn: ['batching/ladder:NTF-033', 'pong-misses/answers-pings:KAL-003'],
  async drive(peer) {
    const thousand = [{ notificationType: 'INFO', object: 'JOB', data: Array.from({ length: 1000 }, () => peer.invent.job()) }];
    for (const payload of [thousand, ...sizes.map((size) => ofBytes(peer, size))]) {
      const session = await peer.session();
      await peer.attempt(session.notify(payload, { sends: 1 }));
    }
    peer.mark('heights-tried');
    const session = await peer.session();
    await peer.attempt(session.ping());
    await session.notify([{ notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image()] }]);
  },
  checks: {
    'ACK-001': after('heights-tried', acknowledges('the notification after very large ones')),
    'KAL-003': after('heights-tried', answersPings),
  },
  observe: largestTaken,
});
