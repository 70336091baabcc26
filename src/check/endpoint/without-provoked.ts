import type { Fact } from '../fact.ts';

/**
 * The facts that an endpoint is judged by: all but the messages of a connection from the first on that no NetBackup would send, since
 * an endpoint may then do there what it likes. Frames and Close codes are held to RFC 6455 even then.
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
