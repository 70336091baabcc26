import { after } from '../after.ts';
import type { Check } from '../view.ts';
import { acknowledges } from './acknowledge.ts';
import { answersConnect } from './connect.ts';

/** The mark, within a case, before the usual exchange that shows that a candidate goes on. */
export const CONTROL = 'control';

/** A usual exchange after the mark of a case is as usual: notifications are acknowledged where there are any, and else CONNECT answered. */
export const goesOn: Check = after(CONTROL, (view) =>
  view.exchanges.some(({ type }) => type === 'NOTIFICATION')
    ? acknowledges('a notification after a deviation')(view)
    : answersConnect(view),
);
