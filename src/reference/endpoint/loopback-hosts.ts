import { lookup as resolve } from 'node:dns/promises';

/** Every host that the default group may be described by, for certificates that must fit all of them. */
export const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '127.0.0.2'] as const;

/** Two hosts of this machine: a name and an address, or two addresses where the system (a bare container) knows no localhost. */
export async function twoLoopbackHosts(lookup: (host: string) => Promise<unknown> = resolve): Promise<readonly string[]> {
  const [name, first, second] = LOOPBACK_HOSTS;
  return lookup(name).then(
    () => [name, first],
    () => [first, second],
  );
}
