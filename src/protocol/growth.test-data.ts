/** Below it, in milliseconds, a measurement tells more of the machine than of the work. */
const GRAIN_MS = 2;
const TRIES = 3;

/**
 * How many times as much work something is for a large input as for a small one: by the processor time of this process, which others on
 * the machine lengthen for both.
 */
export function growth<T>(act: (input: T) => unknown, small: T, large: T): number {
  const least = Math.min(...Array.from({ length: TRIES }, () => workOf(() => act(small))));
  return workOf(() => act(large)) / Math.max(least, GRAIN_MS);
}

function workOf(act: () => unknown): number {
  const from = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
