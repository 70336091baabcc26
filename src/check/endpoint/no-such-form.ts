import { marks } from '../marks.ts';
import { notApplicable } from '../outcome.ts';
import type { Check } from '../view.ts';

/** A check that does not apply where the token has no such form, for instance another letter case of digits. */
export function wherePossible(check: Check): Check {
  return (view) => {
    const [none] = marks(view, 'no-such-form');
    return none === undefined ? check(view) : notApplicable('no-such-form', `the token has no form '${none.detail}'`);
  };
}
