import { randomInt } from 'node:crypto';
import type { Corpus } from '../plan/corpus.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type SearchOrder, searchOrder } from '../scenario/service-peer.ts';
import type { RunFlags } from './flags.ts';
import { readNamed } from './run-options.ts';
import { UsageError } from './usage-error.ts';

const SEEDS = 2 ** 32;

const anObject = { type: 'object' } as const;
const only = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const message = (type: string) =>
  only({
    type: { const: type },
    payload: type === 'CONNECT' ? anObject : { type: 'array', maxItems: 100 },
    members: anObject,
    layout: { enum: ['compact', 'pretty', 'shuffled', 'escaped'] },
    fragment: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 1, maximum: 65_536 }] },
    repeat: { type: 'integer', minimum: 1, maximum: 100 },
  });
const deviation = (type: string) =>
  only({
    type: { const: type },
    field: { type: 'integer', minimum: 0, maximum: 100 },
    mutator: { enum: ['dropped', 'retyped', 'out-of-range', 'extra', 'wrong-case'] },
    way: { type: 'integer', minimum: 0, maximum: 100 },
  });
/** What the replay file of each search may hold: a file is edited, or comes from anywhere. */
const values: Readonly<Record<string, object>> = {
  'batching/search-notifications': message('NOTIFICATION'),
  'handshake/search-connects': message('CONNECT'),
  'handshake/search-deviations': deviation('NOTIFICATION'),
  'invalid-token/search-deviations': deviation('CONNECT'),
  'ack-timeouts/search-sessions': {
    type: 'array',
    maxItems: 50,
    items: { enum: ['notify', 'resend', 'ping', 'reject', 'reconnect', 'drop', 'command', 'fail-over'] },
  },
};

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
  const schema = Object.hasOwn(values, scenario) ? values[scenario] : undefined;
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
