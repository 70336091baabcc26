import { existsSync } from 'node:fs';
import type { RunFlags } from './flags.ts';

const usualNames = ['nbwss-conformance.config.yaml', 'nbwss-conformance.config.json'];

/**
 * Adds what the config file says to the flags; a flag on the command line beats it. Throws a UsageError that names the file and
 * what is wrong with it.
 */
export async function withConfig(flags: RunFlags, isGiven: (flag: string) => boolean): Promise<RunFlags> {
  const file = flags.config ?? usualNames.find((name) => existsSync(name));
  if (file === undefined) return flags;
  // Loaded only where there is a config: its parser and its schema cost more than the rest of the start-up.
  const { readConfig } = await import('./read-config.ts');
  const config = readConfig(file);
  const kept = Object.entries(config).filter(([name]) => !isGiven(name));
  return { ...flags, ...Object.fromEntries(kept) };
}
