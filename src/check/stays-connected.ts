import { acknowledges } from './acknowledge.ts';
import { violation } from './outcome.ts';
import type { Check } from './view.ts';

/** CMD-027: no COMMAND RESPONSE makes the application end its connection: after all of them a notification is acknowledged. */
export const staysConnected: Check = (view) => {
  const answers = view.messages.filter(({ entry, claim }) => entry.direction === 'sent' && claim.type === 'COMMAND');
  const end = view.facts.find(
    ({ entry }) =>
      (entry.kind === 'close' || (entry.kind === 'tcp' && entry.event === 'ended')) && entry.direction === 'received',
  );
  const last = answers.filter(({ entry }) => end !== undefined && entry.at <= end.entry.at).at(-1);
  if (end !== undefined && last !== undefined) {
    return violation('ended-after-an-answer', 'the connection ends after a COMMAND RESPONSE', 'an open connection', 'its end', [
      last.ref,
      end.ref,
    ]);
  }
  return acknowledges('a notification after answers of every kind')(view);
};
