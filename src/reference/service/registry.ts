import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './attempt.ts';
import type { Installation } from './installation.ts';
import type { Registered } from './session.ts';

/**
 * Reads the endpoints that are registered now. Of two with one host name the one registered before stays, else the one whose
 * file comes first by name (guide Table 2-3: the host name is unique).
 */
export function readEndpoints({ home, seams }: Installation, before: readonly Registered[]): readonly Registered[] {
  const folder = join(home, 'endpoints');
  const known = new Set(before.map(({ file }) => file));
  const files = attempt(() => readdirSync(folder), [])
    .filter((name) => seams.named(name))
    .sort((a, b) => Number(known.has(b)) - Number(known.has(a)) || (a < b ? -1 : 1));
  const byHost = new Map<string, Registered>();
  for (const file of files) {
    const descriptor = attempt(() => seams.register(readFileSync(join(folder, file), 'utf8')), null);
    const host = descriptor?.hostName.toLowerCase();
    if (descriptor !== null && host !== undefined && !byHost.has(host)) byHost.set(host, { file, descriptor });
  }
  return [...byHost.values()];
}

/** True where both mean the same endpoint; its token, url and priority may have changed between. */
export const isSame = ({ descriptor: a }: Registered, { descriptor: b }: Registered): boolean =>
  a.hostName.toLowerCase() === b.hostName.toLowerCase() && a.groupId === b.groupId;
