import { groupBy } from '../../../protocol/group-by.ts';
import { type Exchange, exchangeRefs } from '../../exchange.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';

const tookMs = ({ request, answers }: Exchange): number => (answers[0]?.message.entry.at ?? request.entry.at) - request.entry.at;

function slowest(view: View, type: string): Exchange | undefined {
  const answered = view.exchanges.filter((exchange) => exchange.type === type && exchange.end === 'answered');
  return answered.reduce<Exchange | undefined>(
    (worst, exchange) => (worst === undefined || tookMs(exchange) > tookMs(worst) ? exchange : worst),
    undefined,
  );
}

/** How long an endpoint took where the guide sets no limit, or two (AMB-03, AMB-09). */
export function slowestAnswers(view: View): readonly Observation[] {
  const connect = slowest(view, 'CONNECT');
  const acknowledgement = slowest(view, 'NOTIFICATION');
  const { sendTimeoutMs } = view.profile.properties;
  const isBetween = acknowledgement !== undefined && tookMs(acknowledgement) > sendTimeoutMs * view.profile.timeScale;
  const sends = [
    ...groupBy(
      view.exchanges.filter(({ type }) => type === 'NOTIFICATION'),
      ({ id }) => id,
    ).values(),
  ];
  const late = sends.filter(([first, ...again]) => first?.end === 'expired' && again.some(({ end }) => end === 'answered'));
  return [
    ...(late.length === 0
      ? []
      : [
          {
            text: `${late.length} of ${sends.length} notifications were acknowledged only when they were sent again`,
            evidence: late.slice(0, 3).flatMap((all) => all.flatMap(exchangeRefs)),
          },
        ]),
    ...(connect === undefined
      ? []
      : [
          { text: `AMB-09: the slowest CONNECT RESPONSE took ${Math.ceil(tookMs(connect))} ms`, evidence: exchangeRefs(connect) },
        ]),
    ...(isBetween
      ? [
          {
            text: `AMB-03: an acknowledgement took ${Math.ceil(tookMs(acknowledgement))} ms, more than the ${sendTimeoutMs} of sendTimeout`,
            evidence: exchangeRefs(acknowledgement),
          },
        ]
      : []),
  ];
}
