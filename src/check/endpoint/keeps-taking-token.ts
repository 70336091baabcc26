import { meansYes } from '../../protocol/correlation.ts';
import { type Outcome, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { inCases } from './in-cases.ts';
import { connectAnswerOf, goodPresentations, presentationRefs } from './presentation.ts';
import { mayBeGuard, turnedAway } from './turned-away.ts';

/** CON-026, in each case of a search: the good token is taken on every connection, unless a wrong one has put a guard on. */
export const keepsTakingToken: Check = (view) => inCases((one) => takesToken(view, one), undefined, { tellsGone: false })(view);

function takesToken(view: View, one: View): Outcome | null {
  const from = one.facts[0]?.ref.entry ?? 0;
  const away = turnedAway(one);
  const refused = away.find((each) => !mayBeGuard(view, each, from));
  if (refused !== undefined) {
    const message = 'the good token is refused, although no wrong one was presented in this case, or since it was last taken';
    return violation('good-token-refused', message, 'valid: true', refused.how, refused.evidence);
  }
  // A candidate that guards itself shows nothing.
  if (away.length > 0) return null;
  const tried = goodPresentations(one);
  const taken = tried.filter((presentation) => meansYes(connectAnswerOf(presentation)));
  if (taken.length > 0 && taken.length === tried.length) return pass(presentationRefs(taken));
  return untestable('no-answer', 'a case has no CONNECT, or one without a readable answer', presentationRefs(tried));
}
