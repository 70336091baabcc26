import { meansNo, meansYes } from '../../protocol/correlation.ts';
import { show } from '../every-message.ts';
import { exchangeRefs } from '../exchange.ts';
import { isOf } from '../fact.ts';
import { pass, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import {
  connectAnswerOf,
  goodPresentations,
  isAltered,
  isAnswered,
  isIgnored,
  isNotAToken,
  isSettled,
  notPresented,
  presentationRefs,
  presentations,
  validOf,
} from './presentation.ts';
import { unlessLockedOut, wrongTokens } from './unless-locked-out.ts';

/** CON-007: each CONNECT REQUEST with a good token gets some CONNECT RESPONSE; the deadline is ours (AMB-09). */
export const answersConnect: Check = (view) => {
  const tried = goodPresentations(view);
  const silent = tried.find(isIgnored);
  if (silent !== undefined) {
    const { wait, end } = silent.exchange;
    const seconds = (wait?.entry.boundMs ?? 0) / 1000;
    return end === 'expired'
      ? violation(
          'no-connect-response',
          'a CONNECT REQUEST is not answered',
          `a CONNECT RESPONSE within ${seconds} s (our limit)`,
          'none',
          exchangeRefs(silent.exchange),
        )
      : violation(
          'closed-without-answer',
          'the connection ends instead of an answer to CONNECT',
          'a CONNECT RESPONSE',
          'the end of the connection',
          exchangeRefs(silent.exchange),
        );
  }
  const answered = tried.filter(isAnswered);
  return answered.length === 0 ? notPresented(tried) : pass(presentationRefs(answered));
};

/** CON-009: a token that was accepted is answered by `valid` as the boolean true. */
export const saysValidTrue: Check = (view) => {
  const tried = goodPresentations(view);
  const accepted = tried.filter((presentation) => meansYes(connectAnswerOf(presentation)));
  const wrong = accepted.find((presentation) => validOf(presentation) !== true);
  if (wrong !== undefined) {
    const value = validOf(wrong);
    const reason = value === undefined ? 'valid-not-in-payload' : 'valid-not-boolean';
    return violation(
      reason,
      'an accepted token is not answered by payload.valid true',
      'payload.valid: true',
      show(value ?? connectAnswerOf(wrong)),
      exchangeRefs(wrong.exchange),
    );
  }
  if (accepted.length > 0) return pass(presentationRefs(accepted));
  const unclear = tried.find(
    (presentation) => connectAnswerOf(presentation) !== undefined && !meansNo(connectAnswerOf(presentation)),
  );
  if (unclear !== undefined) {
    const message = 'a CONNECT RESPONSE says neither yes nor no';
    return violation(
      'valid-missing',
      message,
      'payload.valid: true',
      show(connectAnswerOf(unclear)),
      exchangeRefs(unclear.exchange),
    );
  }
  const refused = tried.filter(isAnswered);
  if (refused.length === 0) return notPresented(tried);
  return untestable('good-token-refused', 'the good token was not accepted (CON-008 says so)', presentationRefs(refused));
};

/** CON-008: a good token is accepted and no other; both orders are in the transcript. */
export const validatesToken: Check = unlessLockedOut((view) => {
  const all = presentations(view).filter(
    (presentation) => presentation.form === null || isAltered(presentation) || isNotAToken(presentation),
  );
  const taken = all.find((presentation) => presentation.form !== null && meansYes(connectAnswerOf(presentation)));
  if (taken !== undefined) {
    const what = isNotAToken(taken) ? `a token that is ${taken.form}` : `a token altered (${taken.form})`;
    return violation('wrong-token-accepted', `${what} is accepted`, 'valid: false', 'valid: true', exchangeRefs(taken.exchange));
  }
  const good = all.filter(({ form }) => form === null);
  const wrong = all.filter(({ form }) => form !== null);
  const after = wrong.length > 0 ? ` after ${wrongTokens(view)} wrong tokens` : '';
  const refused = good.find((presentation) => meansNo(connectAnswerOf(presentation)));
  if (refused !== undefined) {
    return violation(
      'good-token-refused',
      `the good token is refused${after}`,
      'valid: true',
      show(validOf(refused)),
      exchangeRefs(refused.exchange),
    );
  }
  const ignored = wrong.length > 0 ? good.find(isIgnored) : undefined;
  if (ignored !== undefined) {
    const how = ignored.exchange.end.replaceAll('-', ' ');
    return violation(
      'good-token-ignored',
      `the good token is not answered${after}`,
      'valid: true',
      how,
      exchangeRefs(ignored.exchange),
    );
  }
  const accepted = good.filter((presentation) => meansYes(connectAnswerOf(presentation)));
  const judged = [...wrong.filter(isSettled), ...accepted];
  const bothShown = accepted.length > 0 && (wrong.length === 0 || wrong.some(isSettled));
  return bothShown ? pass(presentationRefs(judged)) : notPresented(accepted.length === 0 ? good : wrong);
});

/**
 * CON-026: the token that was accepted before is accepted again on each later connection; for scenarios that rely on an accepted
 * token, so that every CONNECT in the transcript, and every upgrade, is a later one.
 */
export const acceptsTokenAgain: Check = (view) => {
  const tried = goodPresentations(view);
  const refused = tried.find((presentation) => meansNo(connectAnswerOf(presentation)));
  if (refused !== undefined) {
    const message = 'the token that was accepted before is refused on a later connection';
    return violation('token-refused-again', message, 'valid: true', show(validOf(refused)), exchangeRefs(refused.exchange));
  }
  const unanswered = tried.find(isIgnored);
  if (unanswered !== undefined) {
    const how = unanswered.exchange.end.replaceAll('-', ' ');
    return violation(
      'no-answer-again',
      'CONNECT is not answered on a later connection',
      'valid: true',
      how,
      exchangeRefs(unanswered.exchange),
    );
  }
  const turnedAway = view.facts
    .filter(isOf('upgrade'))
    .find(({ entry }) => entry.direction === 'received' && entry.problem !== null && entry.problem !== 'silent');
  if (turnedAway?.entry.direction === 'received') {
    const message = 'a later connection is turned away at the upgrade';
    return violation('upgrade-refused-again', message, 'status 101, as before', turnedAway.entry.detail, [turnedAway.ref]);
  }
  const accepted = tried.filter((presentation) => meansYes(connectAnswerOf(presentation)));
  return accepted.length === 0 || accepted.length < tried.length ? notPresented(tried) : pass(presentationRefs(accepted));
};
