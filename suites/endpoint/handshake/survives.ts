import { acknowledges, after, defineScenario, reactions, type ServicePeer, type Writing } from '#kit';

const text = (written: string): Writing => ({ write: () => written });
const changed = (members: Readonly<Record<string, unknown>>): Writing => ({
  write: (message) => JSON.stringify({ ...message, ...members }),
});

/** Messages that no NetBackup sends, each with what the guide leaves open about it. */
const provocations = (peer: ServicePeer): Readonly<Record<string, Writing & { readonly entry?: object }>> => ({
  'AMB-30: integers past 32 bits': {
    entry: peer.invent.job({ status: 2 ** 31, startTime: 2 ** 32, kilobytes: Number.MAX_SAFE_INTEGER }),
  },
  'AMB-30: a NUL within a text': { entry: peer.invent.job({ policyName: 'daily\u0000weekly' }) },
  'AMB-20: a version of a later release': changed({ version: '2.0' }),
  'AMB-20: a type that the guide does not name': changed({ type: 'STATUS' }),
  'AMB-20: a RESPONSE that nobody asked for': changed({ subType: 'RESPONSE' }),
  'AMB-20: a payload of another type': changed({ payload: { notificationType: 'INFO' } }),
  'AMB-20: no notifications at all': changed({ payload: [] }),
  'DEC-007: JSON that is no object': text('[]'),
  'DEC-007: text that is not JSON': text('{"version":'),
});

export default defineScenario({
  id: 'handshake/survives',
  role: 'endpoint',
  title: 'goes on after messages that no NetBackup sends, on a new connection if need be',
  phase: 'closing',
  // Its fences are pings.
  reliesOn: ['handshake/reconnects:CON-026', 'ack-timeouts/one-after-another:ACK-001', 'pong-misses/answers-pings:KAL-003'],
  async drive(peer) {
    const usual = () => ({ notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] });
    for (const [what, { entry, ...writing }] of Object.entries(provocations(peer))) {
      const session = await peer.session();
      peer.mark('provoked', what);
      const payload = entry === undefined ? [usual()] : [{ ...usual(), data: [entry] }];
      session.post(payload, { ...writing, deviation: what, provokes: true });
      // A fence: what the endpoint says to the message comes before the pong, unless it takes its time.
      await peer.attempt(session.ping());
    }
    peer.mark('control');
    const control = await peer.session();
    await control.notify([usual()]);
  },
  checks: { 'ACK-001': after('control', acknowledges('a notification after messages that no NetBackup sends')) },
  observe: reactions,
});
