import { randomInt } from 'node:crypto';
import type { Corpus } from '../plan/corpus.ts';
import { type SearchOrder, searchOrder } from '../scenario/service-peer.ts';
import type { RunFlags } from './flags.ts';
import { readNamed } from './run-options.ts';
import { UsageError } from './usage-error.ts';

const SEEDS = 2 ** 32;

/** A replay file as far as it says what to drive. */
interface Replay {
  readonly scenario: string;
  readonly seed: number;
  readonly value: unknown;
}

/** How generated cases are searched, and the scenario to which a replay file narrows the run. */
export function searchOf(
  flags: RunFlags,
  usualSeed: number,
  corpus: Corpus,
): { readonly search: SearchOrder; readonly only: string | null } {
  const seed = flags.seed === 'random' ? randomInt(SEEDS) : (flags.seed ?? usualSeed);
  if (flags.replay === undefined) return { search: searchOrder(seed, flags.fuzzRuns), only: null };
  if (flags.select.length > 0 || flags.requirement.length > 0)
    throw new UsageError('--replay: expected to choose the scenario itself, got --select or --requirement too; leave one out.');
  const replay = readReplay(flags.replay, corpus);
  return { search: searchOrder(replay.seed, flags.fuzzRuns, { value: replay.value }), only: replay.scenario };
}

function readReplay(file: string, { scenarios }: Corpus): Replay {
  const refused = (got: string) =>
    new UsageError(`--replay ${file}: expected a file from the replays folder of a run, got ${got}; give one of those.`);
  let read: unknown;
  try {
    read = JSON.parse(readNamed('--replay', file, 'a replay file'));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refused('text that is not JSON');
  }
  const { replay, scenario, seed, value } = Object(read) as Partial<Replay> & { readonly replay?: unknown };
  if (replay !== 1 || typeof scenario !== 'string' || typeof seed !== 'number' || typeof value !== 'object' || value === null)
    throw refused('JSON that is something else');
  if (!scenarios.some(({ id, phase }) => id === scenario && phase.startsWith('long')))
    throw refused(`one of a scenario that this version does not have (${scenario})`);
  return { scenario, seed, value };
}
