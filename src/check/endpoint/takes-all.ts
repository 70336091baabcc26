import { meansYes } from '../../protocol/correlation.ts';
import { exchangeRefs } from '../exchange.ts';
import { objectOf } from '../fact.ts';
import { pass, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { acknowledges } from './acknowledge.ts';

/** Each CONNECT of the transcript is accepted, although it is `what` says. */
export function acceptsAll(what: string): Check {
  return (view) => {
    const connects = view.exchanges.filter(({ type }) => type === 'CONNECT');
    for (const exchange of connects) {
      const evidence = exchangeRefs(exchange);
      if (exchange.end === 'expired' || exchange.end === 'closed-by-candidate') {
        const how = exchange.end.replaceAll('-', ' ');
        return violation('unanswered', `a CONNECT REQUEST is not answered, being ${what}`, 'valid: true', how, evidence);
      }
      const said = exchange.answers[0] === undefined ? undefined : objectOf(exchange.answers[0].message);
      if (said !== undefined && !meansYes(said))
        return violation('refused', `a CONNECT REQUEST is refused, being ${what}`, 'valid: true', 'valid: false', evidence);
    }
    const accepted = connects.filter(({ end }) => end === 'answered');
    return accepted.length === connects.length && connects.length > 0
      ? pass(accepted.flatMap(exchangeRefs))
      : untestable('not-provoked', 'no CONNECT REQUEST was answered: the drive ended before it');
  };
}

/** Each CONNECT of the transcript is accepted and each notification acknowledged, although they are `what` says. */
export function takesAll(what: string): Check {
  const [accepted, acknowledged] = [acceptsAll(what), acknowledges(what)];
  return (view) => {
    const connects = accepted(view);
    return connects?.kind === 'violation' ? connects : acknowledged(view);
  };
}
