import { violation } from '../outcome.ts';
import type { Check } from '../view.ts';
import { acknowledges } from './acknowledge.ts';

/** CMD-027: no COMMAND RESPONSE makes the application end its connection: after all of them a notification is acknowledged. */
export const staysConnected: Check = (view) => {
  const end = view.facts.find(
    ({ entry }) =>
      (entry.kind === 'close' || (entry.kind === 'tcp' && entry.event === 'ended')) && entry.direction === 'received',
  );
  const last = view.messages.filter(({ entry }) => entry.direction === 'sent' && entry.at <= (end?.entry.at ?? 0)).at(-1);
  // What we sent last is what the end can have come of.
  if (end !== undefined && last?.claim.type === 'COMMAND') {
    return violation('ended-after-an-answer', 'the connection ends after a COMMAND RESPONSE', 'an open connection', 'its end', [
      last.ref,
      end.ref,
    ]);
  }
  return acknowledges('a notification after answers of every kind')(view);
};
