import { meansNo } from '../../../protocol/correlation.ts';
import { exchangeRefs } from '../../exchange.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';
import { connectAnswerOf, goodPresentations } from '../presentation.ts';
import { wrongTokens } from '../unless-locked-out.ts';

/** A good token that is turned away after wrong ones: a guard against guessing, which is legal after three (contracts.md §2). */
export function guardsMet(view: View): readonly Observation[] {
  const turned = goodPresentations(view).filter(
    (one) =>
      one.exchange.request.entry.deviation === undefined &&
      (one.exchange.end === 'closed-by-candidate' || meansNo(connectAnswerOf(one))),
  );
  const [first] = turned;
  if (first === undefined || wrongTokens(view) === 0) return [];
  return [
    {
      text: `its own token was turned away ${turned.length} times in a run with wrong tokens`,
      evidence: exchangeRefs(first.exchange),
    },
  ];
}
