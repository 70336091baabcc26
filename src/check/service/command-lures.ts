import { show } from '../every-message.ts';
import { isOf, type MessageFact, refsOf } from '../fact.ts';
import { pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { commandsOf, restCalls } from './views/commanded.ts';
import { visits } from './views/visits.ts';
import { notProvoked } from './views/waited.ts';

/** What the drive has sent to mislead the service, which is told by what its deviation begins with. */
const lures = (view: View, what: string): readonly MessageFact[] =>
  view.messages.filter(({ entry }) => entry.direction === 'sent' && entry.deviation?.startsWith(what) === true);

/** A proper COMMAND after all of them, and its call: whatever they lead to has begun by then. */
function fenceAfter(view: View, sent: readonly MessageFact[]): readonly Reference[] | undefined {
  const last = sent.at(-1);
  const fence = commandsOf(view).find(
    ({ exchange, call }) => last !== undefined && call !== undefined && exchange.request.entry.at > last.entry.at,
  );
  return fence?.call === undefined ? undefined : [fence.exchange.request.ref, fence.call.ref];
}

/** CMD-010: a line break in a COMMAND makes no header, and no call, of what follows it. */
export const breaksNoLine: Check = (view) => {
  const sent = lures(view, 'a line break');
  const injected = restCalls(view).find(
    ({ entry }) => entry.headers['x-injected'] !== undefined || /\/injected\b/.test(entry.target.replace(/\s.*/s, '')),
  );
  if (injected !== undefined) {
    const message = 'what follows a line break in a COMMAND becomes a header or a call of its own';
    const actual = show(injected.entry.headers['x-injected'] ?? injected.entry.target);
    const refs = [...refsOf(sent), injected.ref];
    return violation('header-injected', message, 'no header that was not given', actual, refs);
  }
  if (sent.length === 0) return notProvoked(view);
  const fence = fenceAfter(view, sent);
  return fence === undefined
    ? untestable('not-shown', 'no call was made after it either (CMD-014 says so)', refsOf(sent))
    : pass([...refsOf(sent), ...fence]);
};

/**
 * CMD-005: a uri that names another host leads to no connection there. Nobody else knows of the second endpoint until its descriptor
 * appears; the visit that follows shows that it could have been reached all the while.
 */
export const callsNowhereElse: Check = (view) => {
  const sent = lures(view, 'another host');
  const registered = view.facts.filter(isOf('file')).find(({ entry }) => entry.place === 2 && entry.event === 'appears');
  const there = visits(view).filter(({ place }) => place === 2);
  const registeredAt = registered?.entry.at ?? Number.POSITIVE_INFINITY;
  const [early] = there.filter(({ accepted }) => accepted.entry.at < registeredAt);
  if (early !== undefined) {
    const message = 'a COMMAND whose uri names another host leads to a connection there';
    const actual = early.request === undefined ? 'a connection' : `${early.request.entry.method} ${early.request.entry.target}`;
    const refs = [...refsOf(sent), early.accepted.ref, ...(early.request === undefined ? [] : [early.request.ref])];
    return violation('called-elsewhere', message, 'calls of the API alone', actual, refs);
  }
  const fence = fenceAfter(view, sent);
  if (sent.length === 0 || fence === undefined) return notProvoked(view);
  const [later] = there;
  return registered === undefined || later === undefined
    ? untestable('not-shown', 'the other host was not reached when it was to be either', [...refsOf(sent), ...fence])
    : pass([...refsOf(sent), ...fence, registered.ref, later.accepted.ref]);
};
