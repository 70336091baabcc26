import { after } from '../after.ts';
import type { Check } from '../view.ts';
import { acknowledges } from './acknowledge.ts';
import { answersConnect } from './connect.ts';

/** A usual exchange after the mark of a case is as usual: notifications are acknowledged where there are any, and else CONNECT answered. */
export const goesOn: Check = after('control', (view) =>
  view.exchanges.some(({ type }) => type === 'NOTIFICATION')
    ? acknowledges('a notification after a deviation')(view)
    : answersConnect(view),
);
