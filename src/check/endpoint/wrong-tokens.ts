import { meansYes } from '../../protocol/correlation.ts';
import { show } from '../every-message.ts';
import { exchangeRefs } from '../exchange.ts';
import { type Observation, pass, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import {
  connectAnswerOf,
  FOREIGN_TOKEN,
  isAltered,
  isAnswered,
  isIgnored,
  isNotAToken,
  isSettled,
  nearMissForms,
  notPresented,
  presentationRefs,
  presentations,
  validOf,
} from './presentation.ts';
import { unlessLockedOut } from './unless-locked-out.ts';

/** CON-008, on whatever stands in the place of the token: what is not a token is not accepted. */
export const takesNoOtherToken: Check = (view) => {
  const tried = presentations(view).filter(isNotAToken);
  const taken = tried.find((presentation) => meansYes(connectAnswerOf(presentation)));
  if (taken !== undefined) {
    const what = `something that is no token is accepted (${taken.form})`;
    return violation('wrong-token-accepted', what, 'valid: false', 'valid: true', exchangeRefs(taken.exchange));
  }
  // How it is refused is the endpoint's own affair: by an answer, by the end of the connection, or by silence.
  const judged = tried.filter((presentation) => isSettled(presentation) || isIgnored(presentation));
  return judged.length === 0 ? notPresented(tried) : pass(presentationRefs(judged));
};

/** What an endpoint says to the token of another one of its group (AMB-12): they may share one store of tokens. */
export function otherTokenTaken(view: View): readonly Observation[] {
  const tried = presentations(view).filter(({ form }) => form === FOREIGN_TOKEN);
  return tried.map((presentation) => {
    const said = meansYes(connectAnswerOf(presentation)) ? 'accepted' : isSettled(presentation) ? 'refused' : 'not answered';
    return {
      text: `AMB-12: the token of another endpoint of the group is ${said}`,
      evidence: exchangeRefs(presentation.exchange),
    };
  });
}

/** CON-010: a wrong token is refused by `valid` as the boolean false, before any close. */
export const saysValidFalse: Check = unlessLockedOut((view) => {
  const tried = presentations(view).filter(isAltered);
  for (const presentation of tried) {
    const { exchange } = presentation;
    if (exchange.end === 'closed-by-candidate') {
      return violation(
        'closed-without-answer',
        'a wrong token is refused by closing alone',
        'valid: false, then a close',
        'the end of the connection',
        exchangeRefs(exchange),
      );
    }
    if (exchange.end === 'expired') {
      return violation(
        'no-connect-response',
        'a wrong token is not answered',
        'valid: false',
        'nothing in the time that was waited',
        exchangeRefs(exchange),
      );
    }
    const said = connectAnswerOf(presentation);
    if (said === undefined || meansYes(said)) continue;
    if (validOf(presentation) !== false) {
      return violation(
        'valid-not-boolean',
        'a wrong token is not answered by payload.valid false',
        'payload.valid: false',
        show(validOf(presentation) ?? said),
        exchangeRefs(exchange),
      );
    }
  }
  const judged = tried.filter((presentation) => validOf(presentation) === false);
  if (judged.length > 0) return pass(presentationRefs(judged));
  const taken = tried.filter(isAnswered);
  return taken.length === 0
    ? notPresented(tried)
    : untestable('wrong-token-accepted', 'no wrong token was refused (CON-008 says so)', presentationRefs(taken));
});

/** CON-033: a near miss of the token is not accepted either. */
export const refusesNearMiss: Check = unlessLockedOut((view) => {
  const tried = presentations(view).filter(({ form }) => form !== null && nearMissForms.has(form));
  const taken = tried.find((presentation) => meansYes(connectAnswerOf(presentation)));
  if (taken !== undefined) {
    return violation(
      'near-miss-accepted',
      `a near miss of the token (${taken.form}) is accepted`,
      'valid: false',
      'valid: true',
      exchangeRefs(taken.exchange),
    );
  }
  const judged = tried.filter(isSettled);
  return judged.length === 0 ? notPresented(tried) : pass(presentationRefs(judged));
});
