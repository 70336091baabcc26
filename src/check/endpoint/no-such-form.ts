import { isOf } from '../fact.ts';
import { notApplicable } from '../outcome.ts';
import type { Check } from '../view.ts';

/** The mark of a drive that found that this token cannot be altered in the way the scenario needs. */
export const NO_SUCH_FORM = 'no-such-form';

/** A check that does not apply where the token has no such form, for instance another letter case of digits. */
export function wherePossible(check: Check): Check {
  return (view) => {
    const mark = view.facts.filter(isOf('mark')).find(({ entry }) => entry.name === NO_SUCH_FORM);
    return mark === undefined ? check(view) : notApplicable(NO_SUCH_FORM, `the token has no form '${mark.entry.detail}'`);
  };
}
