import { randomInt } from 'node:crypto';
import type { Corpus } from '../plan/corpus.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type SearchOrder, searchOrder } from '../scenario/service-peer.ts';
import type { RunFlags } from './flags.ts';
import { replayValues } from './replay-values.ts';
import { readNamed } from './run-options.ts';
import { UsageError } from './usage-error.ts';

const SEEDS = 2 ** 32;

/** A replay file as far as it says what to drive. */
interface Replay {
  readonly scenario: string;
  readonly seed: number;
  readonly value: unknown;
}

/** The flags that say what is generated, and those that a replay file excludes. */
export type SearchFlags = Pick<RunFlags, 'seed' | 'fuzzRuns' | 'replay' | 'select' | 'requirement'>;

/** How generated cases are searched, and the scenario to which a replay file narrows the run. */
export async function searchOf(
  flags: SearchFlags,
  usualSeed: number,
  corpus: Corpus<Scenario>,
): Promise<{ readonly search: SearchOrder; readonly only: string | null }> {
  const seed = flags.seed === 'random' ? randomInt(SEEDS) : (flags.seed ?? usualSeed);
  if (flags.replay === undefined) return { search: searchOrder(seed, flags.fuzzRuns), only: null };
  if (flags.select.length > 0 || flags.requirement.length > 0)
    throw new UsageError('--replay: expected to choose the scenario itself, got --select or --requirement too; leave one out.');
  const replay = await readReplay(flags.replay, corpus);
  return { search: searchOrder(replay.seed, flags.fuzzRuns, { value: replay.value }), only: replay.scenario };
}

async function readReplay(file: string, { scenarios }: Corpus<Scenario>): Promise<Replay> {
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
  if (replay !== 1 || typeof scenario !== 'string' || typeof seed !== 'number') throw refused('JSON that is something else');
  const schema = Object.hasOwn(replayValues, scenario) ? replayValues[scenario] : undefined;
  if (schema === undefined || !scenarios.some(({ id }) => id === scenario))
    throw refused(`one of a search that this version does not have (${scenario})`);
  // Loaded only where there is a file to judge.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const validate = new Ajv2020({ strict: true }).compile(schema);
  if (!validate(value)) {
    const [first] = validate.errors ?? [];
    throw refused(`a value of which ${first?.instancePath.replaceAll('/', '.') || 'the whole'} ${first?.message ?? 'is wrong'}`);
  }
  return { scenario, seed, value };
}
