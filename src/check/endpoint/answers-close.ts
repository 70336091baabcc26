import { type Fact, isOf, refsOf } from '../fact.ts';
import { lagSpoils } from '../lag.ts';
import { pass, type Reference, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';

/** CON-029: our Close frame is answered by one before the connection ends (RFC 6455 §5.5.1; the guide takes any end). */
export const answersClose: Check = (view) => {
  const closes = view.facts.filter(isOf('close'));
  const isBefore = (a: Fact, b: Fact) =>
    a.entry.connection === b.entry.connection && view.facts.indexOf(a) < view.facts.indexOf(b);
  // One that follows a Close of the candidate is our answer to it, and asks for nothing.
  const ours = closes.find(
    (close) =>
      close.entry.direction === 'sent' && !closes.some((other) => other.entry.direction === 'received' && isBefore(other, close)),
  );
  if (ours === undefined) return untestable('not-provoked', 'no Close frame was sent');
  const on = ({ entry }: Fact) => entry.connection === ours.entry.connection;
  const first = closes.find((fact) => on(fact) && fact.entry.direction === 'received');
  if (first !== undefined) return pass([ours.ref, first.ref]);
  const ended = view.facts.filter(isOf('tcp')).find((fact) => on(fact) && fact.entry.event === 'ended');
  const wait = view.facts.filter(isOf('timer')).find((fact) => on(fact) && fact.entry.of === ours.entry.n);
  const evidence: readonly Reference[] = refsOf([ours, ended, wait]);
  if (ended?.entry.direction === 'received') {
    return violation(
      'ended-without-close',
      'a Close frame is answered by the end of TCP alone',
      'a Close frame',
      'the end of TCP',
      evidence,
    );
  }
  if (wait?.entry.outcome === 'expired' && lagSpoils(view, ours.entry.at, wait.entry.at, wait.entry.boundMs))
    return untestable('runner-lagged', 'our own event loop was too late to judge a wait', evidence);
  if (wait?.entry.outcome === 'expired') {
    return {
      ...violation(
        'close-unanswered',
        'a Close frame is not answered',
        `a Close frame within ${wait.entry.boundMs / 1000} s`,
        'nothing in that time (our limit)',
        evidence,
      ),
      isTimed: true,
    };
  }
  return untestable('no-verdict', 'the wait for an answer to Close was cut short', evidence);
};
