import { randomInt } from 'node:crypto';
import { UsageError } from '../candidate/usage-error.ts';
import type { Corpus } from '../plan/corpus.ts';
import { type Replay, readReplayFile } from '../run/replay-file.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type SearchOrder, searchOrder } from '../scenario/service-peer.ts';
import { readNamed } from './named-file.ts';
import type { ChoiceOptions } from './options.ts';

const SEEDS = 2 ** 32;

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
  const { seed: found, replay, scenario } = await readReplay(file, corpus);
  return { search: searchOrder(found, fuzzRuns, replay), only: scenario };
}

async function readReplay(file: string, { scenarios }: Corpus<Scenario>): Promise<Replay> {
  const refused = (got: string) =>
    new UsageError(`--replay ${file}: expected a file from the replays folder of a run, got ${got}; give one of those.`);
  const read = await readReplayFile(readNamed('--replay', file, 'a replay file'));
  if ('problem' in read) throw refused(read.problem);
  const { scenario } = read;
  if (scenarios.some(({ id }) => id === scenario)) return read;
  throw new UsageError(
    `--replay ${file}: expected a case of a scenario that is here, got one of ${scenario}; give the role that it was found with, and --suites with the folder that it came from.`,
  );
}
