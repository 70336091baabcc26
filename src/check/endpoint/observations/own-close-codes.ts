import { groupBy } from '../../../protocol/group-by.ts';
import type { EntryOf } from '../../../transcript/entry.ts';
import { type Fact, isOf } from '../../fact.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';

/** The Close codes of an endpoint's own accord, which the guide never names (AMB-08); answers to ours repeat our code. */
export function ownCloseCodes(view: View): readonly Observation[] {
  const own: Fact<EntryOf<'close'>>[] = [];
  const closed = new Set<string>();
  for (const fact of view.facts.filter(isOf('close'))) {
    const connection = fact.entry.connection ?? '';
    if (fact.entry.direction === 'received' && !closed.has(connection)) own.push(fact);
    closed.add(connection);
  }
  return [...groupBy(own, ({ entry }) => String(entry.code ?? 'no code'))].map(([code, facts]) => ({
    text: `AMB-08: it closed with ${code}${facts.length > 1 ? `, ${facts.length} times` : ''}`,
    evidence: facts.slice(0, 3).map(({ ref }) => ref),
  }));
}
