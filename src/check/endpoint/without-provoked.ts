import type { Fact } from '../fact.ts';

/**
 * What an endpoint owes by the rules: everything but the messages of a connection after one so far from what NetBackup sends that it
 * may do there what it likes. Frames and Close codes are held to RFC 6455 even then.
 */
export function withoutProvoked(facts: readonly Fact[]): readonly Fact[] {
  const provoked = new Set<string>();
  return facts.filter(({ entry }) => {
    if (entry.kind !== 'message') return true;
    const connection = entry.connection ?? '';
    if (entry.provokes === true) provoked.add(connection);
    return !provoked.has(connection);
  });
}
