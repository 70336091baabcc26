import { isOf } from '../fact.ts';
import { notApplicable, pass, untestable, violation } from '../outcome.ts';
import type { Check } from '../view.ts';

/** The mark of a drive that found no second endpoint to fail over to. */
export const GROUP_OF_ONE = 'group-of-one';

/** A check that needs a group of two; a group of one does not exercise it. */
export function inGroup(check: Check): Check {
  return (view) => {
    if (view.group.length > 1) return check(view);
    const message = 'not exercised: the group has one endpoint';
    return view.profile.capabilities.includes('group') ? untestable(GROUP_OF_ONE, message) : notApplicable(GROUP_OF_ONE, message);
  };
}

/** GRP-007: asked to fail back, the application itself closes the connection of the lower priority (guide §1.3). */
export const closesOnDemand: Check = (view) => {
  const hooks = view.facts.filter(isOf('hook')).filter(({ entry }) => entry.hook === 'closeConnection');
  const calls = hooks.filter(({ entry }) => entry.direction === 'sent');
  const [first, last] = [calls[0], calls.at(-1)];
  if (first === undefined || last === undefined)
    return untestable('not-provoked', 'the hook closeConnection was not called: the drive ended before it');
  const answer = hooks.find(({ entry }) => entry.direction === 'received' && entry.call === last.entry.call);
  const wait = view.facts.filter(isOf('timer')).find(({ entry }) => entry.wait === 'closing' && entry.at > last.entry.at);
  const end = view.facts.find(
    ({ entry }) =>
      entry.at >= first.entry.at &&
      entry.at <= (wait?.entry.at ?? Number.POSITIVE_INFINITY) &&
      entry.direction === 'received' &&
      (entry.kind === 'close' || (entry.kind === 'tcp' && entry.event === 'ended')),
  );
  const asked = calls.map(({ ref }) => ref);
  if (end !== undefined) return pass([...asked, end.ref]);
  if (answer?.entry.direction === 'received' && answer.entry.body === null)
    return untestable('hook-unanswered', `the hook gave no answer (${answer.entry.detail})`, [answer.ref]);
  if (wait?.entry.outcome !== 'expired')
    return untestable('no-verdict', 'the wait for the end of the connection was cut short', asked);
  return violation(
    'not-closed',
    'the application does not close its connection when it is asked to',
    'the end of the connection',
    `an open connection, also after it was asked ${calls.length} times`,
    [...asked, wait.ref],
  );
};
