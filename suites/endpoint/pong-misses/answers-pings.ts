import { answersPings, defineScenario, freshBytes, repeatsPingData } from '#kit';

/** No data, a few bytes, and as much as a control frame can carry (RFC 6455 §5.5). */
const sizes = [0, 4, 125];

export default defineScenario({
  id: 'pong-misses/answers-pings',
  role: 'endpoint',
  title: 'answers each ping by a pong with the data of that ping',
  reliesOn: ['handshake/accepts-token:CON-008'],
  async drive(peer) {
    const session = await peer.session();
    // Twice, so that a pong which repeats the ping before, or every other pong, is found out.
    for (const size of [...sizes, ...sizes]) await session.ping(freshBytes(size));
  },
  checks: {
    'KAL-003': answersPings,
    'KAL-004': repeatsPingData,
  },
});
