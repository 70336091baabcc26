import { exchangeRefs } from '../exchange.ts';
import type { Observation } from '../outcome.ts';
import type { View } from '../view.ts';

/** How large a notification the endpoint was seen to acknowledge, and the smallest that it was seen not to (AMB-42). */
export function largestTaken(view: View): readonly Observation[] {
  const sent = view.exchanges.filter(({ type }) => type === 'NOTIFICATION');
  const bytes = ({ request }: (typeof sent)[number]) => request.entry.bytes;
  const bySize = [...sent].sort((a, b) => bytes(a) - bytes(b));
  const taken = bySize.findLast(({ end }) => end === 'answered');
  const refused = bySize.find(({ end }) => end === 'expired' || end === 'closed-by-candidate');
  const largest =
    taken === undefined
      ? []
      : [{ text: `the largest notification acknowledged had ${bytes(taken)} bytes`, evidence: exchangeRefs(taken) }];
  const smallest =
    refused === undefined
      ? []
      : [{ text: `a notification of ${bytes(refused)} bytes was not acknowledged`, evidence: exchangeRefs(refused) }];
  return [...largest, ...smallest];
}
