import { MADE_UNREACHABLE } from '../../../transcript/entry.ts';
import { type Fact, isOf, type MessageFact } from '../../fact.ts';
import { pass, violation } from '../../outcome.ts';
import type { Check } from '../../view.ts';

/** So many of the messages before it are named: the one that killed a candidate is seldom further back. */
const NAMED = 3;

/** CON-035: whoever has listened goes on listening, whatever NetBackup sent (guide §1.1). */
export const staysThere: Check = (view) => {
  const tcp = view.facts.filter(isOf('tcp'));
  const reached = new Set<string>();
  for (const { entry, ref } of tcp) {
    if (entry.event === 'connected') reached.add(`${entry.host}:${entry.port}`);
    if (entry.event !== 'failed' || entry.error === MADE_UNREACHABLE) continue;
    const at = `${entry.host}:${entry.port}`;
    if (entry.error !== 'ECONNREFUSED' || !reached.has(at)) continue;
    const last = view.messages
      .filter((message) => message.entry.direction === 'sent' && message.entry.at <= entry.at)
      .slice(-NAMED);
    const sent = last.length === 0 ? 'nothing was sent before' : `sent last: ${last.map(named).join(', then ')}`;
    const refs = [...last.map((message) => message.ref), ref];
    return violation(
      'stopped-listening',
      `nobody listens at ${at} any more; ${sent}`,
      'an endpoint that goes on listening',
      entry.error,
      refs,
    );
  }
  const answered = view.exchanges
    .filter(({ end, type }) => type === 'CONNECT' && end === 'answered')
    .map(({ request }) => request.ref);
  const opened = tcp.filter(({ entry }) => entry.event === 'connected').map(({ ref }: Fact) => ref);
  return answered.length === 0 ? null : pass([...opened, ...answered]);
};

const named = ({ claim, entry, ref }: MessageFact): string =>
  `${String(claim.type)} ${String(claim.subType)} of ${entry.bytes} bytes${entry.deviation === undefined ? '' : ` (${entry.deviation})`} in ${ref.transcript}`;
