import { show } from '../every-message.ts';
import { exchangeRefs } from '../exchange.ts';
import { pass, violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { takesAll } from './takes-all.ts';
import { isUsualId } from './usual-id.ts';

const answered = takesAll('sent under an id in another spelling');

/** MSG-008: an id that is not an upper-case version 4 UUID comes back as the very same string. */
export const repeatsUnusualIds: Check = (view) => {
  const unusual = view.exchanges.filter(({ id }) => !isUsualId(id));
  for (const exchange of unusual) {
    const rewritten = exchange.answers.find(({ match }) => match === 'lenient');
    if (rewritten === undefined) continue;
    const message = 'an id comes back in another spelling than it was sent in';
    return violation('id-rewritten', message, show(exchange.id), show(rewritten.message.claim.id), exchangeRefs(exchange));
  }
  const outcome = answered(view);
  return outcome?.kind === 'pass' ? pass(unusual.flatMap(exchangeRefs)) : outcome;
};
