import { meansYes } from '../protocol/correlation.ts';
import { acknowledges } from './acknowledge.ts';
import { shown } from './exchange.ts';
import { objectOf } from './fact.ts';
import { violation } from './outcome.ts';
import type { Check } from './view.ts';

/** Each CONNECT of the transcript is accepted and each notification acknowledged, although they are `what` says. */
export function takesAll(what: string): Check {
  const acknowledged = acknowledges(what);
  return (view) => {
    for (const exchange of view.exchanges) {
      if (exchange.type !== 'CONNECT') continue;
      const evidence = shown(exchange);
      if (exchange.end === 'expired' || exchange.end === 'closed-by-candidate') {
        return violation(
          'unanswered',
          `a CONNECT REQUEST is not answered, being ${what}`,
          'valid: true',
          exchange.end.replaceAll('-', ' '),
          evidence,
        );
      }
      const said = exchange.answers[0] === undefined ? undefined : objectOf(exchange.answers[0].message);
      if (said !== undefined && !meansYes(said)) {
        return violation('refused', `a CONNECT REQUEST is refused, being ${what}`, 'valid: true', 'valid: false', evidence);
      }
    }
    return acknowledged(view);
  };
}
