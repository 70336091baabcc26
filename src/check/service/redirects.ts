import { derived } from '../derived.ts';
import { type Fact, refsOf } from '../fact.ts';
import { type Observation, pass, violation } from '../outcome.ts';
import type { Check, View } from '../view.ts';
import { type Visit, visits } from './views/visits.ts';
import { notProvoked } from './views/waited.ts';

/** The visits that we answered by a redirect. */
const redirected = (view: View): readonly Visit[] =>
  visits(view).filter(({ answer }) => answer?.entry.headers['location'] !== undefined);

/** The visits to which a redirect of ours has led: a client may follow one, and need not (RFC 6455 §4.1). */
const led = derived((view: View): readonly Visit[] => {
  const targets = new Set(
    redirected(view).flatMap(({ answer }) => {
      const url = new URL(answer?.entry.headers['location'] ?? '');
      return `${url.pathname}${url.search}`;
    }),
  );
  return visits(view).filter(({ request }) => request !== undefined && targets.has(request.entry.target));
});

/** All but what was said on connections to which a redirect has led: no row of the whole run is judged by them (contracts.md §2). */
export function withoutRedirected(view: View): readonly Fact[] {
  const connections = new Set(led(view).map(({ connection }) => connection));
  return view.facts.filter(({ entry }) => entry.connection === undefined || !connections.has(entry.connection));
}

/** TLS-015: the token is shown to the host of the descriptor alone, wherever a redirect leads. */
export const showsTokenToOwnHostOnly: Check = (view) => {
  const told = redirected(view);
  const labels = new Set(told.map(({ token }) => token.slice(1, -1)));
  for (const { place, request, connects } of led(view)) {
    const shown = [request, ...connects].find(
      (fact) => fact !== undefined && [...labels].some((label) => JSON.stringify(fact.entry).includes(`⟦${label}`)),
    );
    if (shown === undefined) continue;
    return violation(
      'token-at-another-host',
      'the service follows a redirect and shows its token to a host that the descriptor does not name',
      'the token at the host of the descriptor alone',
      `the token at ${view.group.find((seat) => seat.place === place)?.hostName ?? `endpoint ${place}`}`,
      refsOf([told[0]?.answer, request, shown]),
    );
  }
  const taken = visits(view).find(({ place, established }) => place === told[0]?.place && established !== undefined);
  return told.length === 0 || taken === undefined
    ? notProvoked(view)
    : pass(refsOf([...told.map(({ answer }) => answer), taken.established]));
};

/** Whether a redirect in place of the opening handshake is followed. */
export const followsRedirects = (view: View): readonly Observation[] => {
  const [first] = led(view);
  const evidence = refsOf([...redirected(view).map(({ answer }) => answer), first?.request]);
  if (evidence.length === 0) return [];
  const how = first === undefined ? 'is not followed' : 'is followed';
  return [{ text: `a redirect in place of the opening handshake ${how}, which RFC 6455 §4.1 leaves free`, evidence }];
};
