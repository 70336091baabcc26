import { randomInt } from 'node:crypto';
import { UsageError } from '../candidate/usage-error.ts';
import type { Corpus } from '../plan/corpus.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type SearchOrder, searchOrder } from '../scenario/service-peer.ts';
import { readNamed } from './named-file.ts';
import type { ChoiceOptions } from './options.ts';
import { replayValues } from './replay-values.ts';

const SEEDS = 2 ** 32;

/** A replay file as far as it says what to drive. */
interface Replay {
  readonly scenario: string;
  readonly seed: number;
  readonly value: unknown;
}

/** How generated cases are searched, and the scenario to which a replay file narrows the run. */
export async function searchOf(
  { seed: given, fuzzRuns, replay: file, select = [], requirement = [] }: ChoiceOptions,
  usualSeed: number,
  corpus: Corpus<Scenario>,
): Promise<{ readonly search: SearchOrder; readonly only: string | null }> {
  const seed = given === 'random' ? randomInt(SEEDS) : (given ?? usualSeed);
  if (file === undefined) return { search: searchOrder(seed, fuzzRuns), only: null };
  if (select.length > 0 || requirement.length > 0)
    throw new UsageError('--replay: expected to choose the scenario itself, got --select or --requirement too; leave one out.');
  const replay = await readReplay(file, corpus);
  return { search: searchOrder(replay.seed, fuzzRuns, { value: replay.value }), only: replay.scenario };
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
