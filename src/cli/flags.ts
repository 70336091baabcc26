import { InvalidArgumentError } from 'commander';
import { MOST_SECONDS } from '../api/time-limit.ts';
import type { Hooks } from '../candidate/hooks.ts';
import type { Shard } from '../plan/shard.ts';
import type { Edition } from '../protocol/profile.ts';

/** The flags of `run endpoint` as commander gives them. */
export interface RunFlags {
  readonly select: readonly string[];
  readonly skip: readonly string[];
  readonly requirement: readonly string[];
  /** Folders with scenarios of the user's own. */
  readonly suites?: readonly string[];
  /** A saved run, of which only what was red is driven. */
  readonly rerunFailed?: string;
  readonly ca?: string;
  readonly pin?: string;
  readonly insecure?: boolean;
  readonly allowPrivate?: boolean;
  /** A file; from the config also the properties themselves. */
  readonly properties?: string | Readonly<Record<string, string | number | boolean>>;
  readonly config?: string;
  /** Only from the config. */
  readonly hooks?: Hooks;
  /** Only from the config: optional capabilities that the user declares. */
  readonly capabilities?: readonly string[];
  readonly dryRun?: boolean;
  readonly edition?: Edition;
  readonly name?: string;
  readonly build?: string;
  readonly soak?: number;
  readonly maxTime?: number;
  readonly seed?: number | 'random';
  readonly fuzzRuns?: number;
  readonly replay?: string;
  readonly waitFor?: number;
  /** How many times a run is repeated, to see what is flaky. */
  readonly repeat?: number;
  /** A file of accepted failures. */
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly strict?: boolean;
  /** Ends the run after the first scenario in which something is red that no baseline accepts. */
  readonly bail?: boolean;
  /** Which part of the work is done, where several runs share it. */
  readonly shard?: Shard;
  /** How many groups are driven side by side. */
  readonly concurrency?: number;
  readonly output: string;
  readonly reporter: readonly string[];
  readonly quiet?: boolean;
  readonly trace?: boolean;
}

/** A flag that may be given several times. */
export const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** A positive number of seconds, e.g. 30 or 0.5. */
export function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number <= 0 || number > MOST_SECONDS)
    throw new InvalidArgumentError(`Expected a number of seconds above 0 and up to ${MOST_SECONDS}.`);
  return number;
}

/** A seed: a whole number of 32 bits, or `random`. */
export function seed(value: string): number | 'random' {
  if (value === 'random') return value;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number >= 2 ** 32)
    throw new InvalidArgumentError('Expected a whole number below 4294967296, or random.');
  return number;
}

/** `2/3`, the second of three; `3` alone takes the index that a Kubernetes Indexed Job gives its pods, which counts from 0. */
export function shard(value: string): Shard {
  const [, first, of = ''] = /^(?:(\d+)\/)?(\d+)$/.exec(value) ?? [];
  const given = process.env['JOB_COMPLETION_INDEX'] ?? '';
  if (of !== '' && first === undefined && !/^\d+$/.test(given))
    throw new InvalidArgumentError('Expected i/n, or n with JOB_COMPLETION_INDEX in the environment.');
  const index = first === undefined ? Number(given) + 1 : Number(first);
  if (!(index >= 1 && index <= Number(of))) throw new InvalidArgumentError('Expected i/n with i from 1 to n.');
  return { index, of: Number(of) };
}

/** How many cases a search drives at most. */
export function runs(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 1_000_000)
    throw new InvalidArgumentError('Expected a whole number from 1 to 1000000.');
  return number;
}

export function pin(value: string): string {
  if (!/^sha256:[A-Za-z0-9+/]{43}=$/.test(value)) {
    throw new InvalidArgumentError('Expected sha256: and 44 base64 characters, as a run prints it.');
  }
  return value;
}
