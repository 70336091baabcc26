import { isOf, refsOf } from '../../fact.ts';
import { type Outcome, untestable } from '../../outcome.ts';
import type { View } from '../../view.ts';

/** Why nothing can be judged of a service candidate that has reached no endpoint; undefined where it has, or was not waited for. */
export function whyUnreached(view: View): Outcome | undefined {
  const wait = view.facts.filter(isOf('timer')).find(({ entry }) => entry.wait === 'first connection');
  if (wait === undefined || wait.entry.outcome === 'came') return undefined;
  if (wait.entry.outcome === 'aborted') return untestable('not-run', 'the run ended before the candidate reached an endpoint');
  const exit = view.facts.filter(isOf('process')).find(({ entry }) => entry.event === 'exited');
  const evidence = refsOf([wait, exit]);
  const message =
    exit === undefined
      ? `the candidate reached no endpoint within ${wait.entry.boundMs / 1000} s of its start (--startup)`
      : `the candidate ended before it reached an endpoint: ${exit.entry.detail}`;
  return untestable('unreachable', message, evidence);
}
