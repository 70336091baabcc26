import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import breaksOnQuotes from '../../fixtures/faults/endpoint/breaks-on-quotes-in-names.ts';
import losesAResend from '../../fixtures/faults/endpoint/loses-a-resend-after-a-refusal.ts';
import { type EndpointGroup, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-search-'));
const groups: Record<string, EndpointGroup> = {};

beforeAll(async () => {
  groups['good'] = await startEndpointGroup();
  groups['quotes'] = await startEndpointGroup({ wraps: [breaksOnQuotes.wrap] });
  groups['faulty'] = await startEndpointGroup({ wraps: [losesAResend.wrap] });
  // An acknowledgement has one second instead of five: three sends then show in three seconds that there is none.
  writeFileSync(join(cwd, 'nbwss.properties'), 'notification.scheduledRate=1\n');
  for (const [name, group] of Object.entries(groups)) {
    writeFileSync(join(cwd, `${name}.json`), group.texts[0] ?? '');
    writeFileSync(join(cwd, `${name}.pem`), group.ca);
  }
});
afterAll(async () => {
  await Promise.all(Object.values(groups).map((group) => group.stop()));
  rmSync(cwd, { recursive: true, force: true });
});

/** Drives a candidate and gives what came of it. */
async function run(candidate: 'good' | 'faulty' | 'quotes', ...args: readonly string[]) {
  const given = [`${candidate}.json`, '--ca', `${candidate}.pem`, '--properties', 'nbwss.properties', ...args];
  const { code, stdout, stderr } = await binary(['run', 'endpoint', ...given], { cwd });
  return {
    code,
    stdout,
    stderr,
    result: () => JSON.parse(readFileSync(join(cwd, 'reports/endpoint/result.json'), 'utf8')) as Result,
  };
}

const replayFile = join('reports', 'endpoint', 'replays', 'ack-timeouts', 'search-sessions.json');

describe('a bug that needs three steps', () => {
  test('is found, made as small as it is, and driven again from the file that the run leaves', async () => {
    const found = await run('faulty', '--select', 'ack-timeouts/search-sessions', '--seed', '2');

    expect(found.code, found.stdout).toBe(1);
    // Which of the two comes first depends on the seed.
    expect(found.stdout).toMatch(/smallest: (reject, then notify|notify, then reject), then resend/);
    expect(found.stdout).toContain(`--replay ${replayFile}`);
    expect(JSON.parse(readFileSync(join(cwd, replayFile), 'utf8'))).toMatchObject({
      replay: 1,
      kind: 'endpoint-session',
      scenario: 'ack-timeouts/search-sessions',
      seed: found.result().seed,
      alone: true,
      steps: expect.arrayContaining(['reject', 'notify', 'resend']),
    });

    const kept = join(cwd, 'kept.json');
    writeFileSync(kept, readFileSync(join(cwd, replayFile)));
    const again = await run('faulty', '--replay', 'kept.json');

    expect(again.code, again.stdout).toBe(1);
    const red = checksOf(again.result()).filter(({ verdict }) => verdict === 'fail');
    expect(red.map(({ id, reason }) => [id, reason])).toContainEqual([
      'ack-timeouts/search-sessions:ACK-012',
      'resend-unacknowledged',
    ]);
    // Files of earlier versions do not name the kind.
    const { kind: _kind, ...before } = JSON.parse(readFileSync(kept, 'utf8')) as Readonly<Record<string, unknown>>;
    writeFileSync(join(cwd, 'before.json'), JSON.stringify(before));
    expect((await run('faulty', '--replay', 'before.json')).code).toBe(1);

    // Nothing is found where there is no such bug.
    expect((await run('good', '--replay', 'kept.json')).code).toBe(0);
  });
});

describe('a search in a suite of the user', () => {
  const module = (name: string) => new URL(`../../dist/src/${name}.js`, import.meta.url).href;
  const own = `import { acknowledges, inCases } from '${module('kit')}';
export default {
  id: 'own/search-mine', role: 'endpoint', title: 'acknowledges what I think of', phase: 'long', reliesOn: ['handshake/accepts-token:CON-009'],
  observe: () => [],
  async drive(peer) {
    const { searchNotifications } = await import('${module('kit-fuzz')}');
    await searchNotifications(peer, 'own/search-mine');
  },
  checks: { 'ACK-001': inCases(acknowledges('a notification of mine')) },
};
`;

  beforeAll(() => {
    mkdirSync(join(cwd, 'mine', 'endpoint', 'own'), { recursive: true });
    writeFileSync(join(cwd, 'mine', 'endpoint', 'own', 'search-mine.js'), own);
  });

  test('prints a command that drives again what it found', async () => {
    const found = await run('quotes', '--suites', 'mine', '--select', 'own/search-mine');
    expect(found.code, found.stdout).toBe(1);
    const [, printed] = /replay: npx nbwss-conformance (.* --replay .*)/.exec(found.stdout) ?? [];
    const file = join('reports', 'endpoint', 'replays', 'own', 'search-mine.json');
    expect(printed).toContain(`--suites mine --replay ${file}`);
    expect(JSON.parse(readFileSync(join(cwd, file), 'utf8'))).toMatchObject({
      scenario: 'own/search-mine',
      kind: 'notification',
    });

    const again = await binary(printed?.split(' ') ?? [], { cwd });
    expect(again.code, again.stderr).toBe(1);
    expect(again.stdout).toMatch(/FAIL own\/search-mine:ACK-001/);
  });

  test.each([
    [
      'without its folder',
      ['own/search-mine', 'notification'],
      [],
      /expected a case of a scenario that is here, got one of own\/search-mine/,
    ],
    [
      'of a kind that there is not',
      ['own/search-mine', 'dream'],
      ['--suites', 'mine'],
      /a kind that this version does not have \(dream\)/,
    ],
    [
      'of another kind',
      ['own/search-mine', 'connect'],
      ['--suites', 'mine'],
      /a value of which \.type must be equal to constant/,
    ],
  ] as const)('is not driven %s', async (_what, [scenario, kind], args, says) => {
    const value = { type: 'NOTIFICATION', payload: [], members: {}, layout: 'compact', fragment: null, repeat: 1 };
    writeFileSync(join(cwd, 'edited.json'), JSON.stringify({ replay: 1, kind, seed: 1, scenario, value }));
    const { code, stderr } = await run('good', ...args, '--replay', 'edited.json');

    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});

describe('the seed', () => {
  test('is the same every time, unless the user asks for another', async () => {
    const search = ['--select', 'batching/search-notifications', '--fuzz-runs', '20'];
    const sent = async (...args: readonly string[]) => {
      const { result, code, stdout } = await run('good', ...search, ...args);
      expect(code, stdout).toBe(0);
      const file = join(cwd, 'reports/endpoint/transcripts/batching/search-notifications.jsonl');
      const states = readFileSync(file, 'utf8').match(/\\"policyName\\":\\"(.*?)\\",/g);
      return { seed: result().seed, states };
    };
    const [first, second, other, random] = [
      await sent(),
      await sent(),
      await sent('--seed', '7'),
      await sent('--seed', 'random'),
    ];

    expect(second).toEqual(first);
    expect(other.seed).toBe(7);
    expect(other.states).not.toEqual(first.states);
    expect([first.seed, 7]).not.toContain(random.seed);
  });
});

test('a search that is cut short is untestable', async () => {
  const endless = ['--select', 'batching/search-notifications', '--fuzz-runs', '1000000', '--max-time', '3'];
  const { code, result } = await run('good', ...endless);

  expect(code).toBe(3);
  const checks = checksOf(result()).filter(({ id }) => id.startsWith('batching/search-notifications:'));
  expect(new Set(checks.map(({ verdict, reason }) => `${verdict} ${reason}`))).toEqual(
    new Set(['untestable search-interrupted']),
  );
});

test('a search of a million cases ends when its time is over', async () => {
  const { code, result, stdout } = await run('good', '--select', 'batching/search-notifications', '--fuzz-runs', '1000000');

  expect(code, stdout).toBe(0);
  const scenario = result().scenarios.find(({ id }) => id === 'batching/search-notifications');
  expect(scenario?.verdict).toBe('pass');
});

test('a conforming endpoint leaves no replay', async () => {
  const { code } = await run('good', '--select', 'handshake/search-connects', '--fuzz-runs', '64');

  expect(code).toBe(0);
  expect(readdirSync(join(cwd, 'reports/endpoint'))).not.toContain('replays');
});

test.each<[string, object]>([
  ['a value of another kind', { scenario: 'ack-timeouts/search-sessions', value: {} }],
  ['a step that there is not', { scenario: 'ack-timeouts/search-sessions', value: ['notify', 'explode'] }],
  ['a scenario that is no search', { scenario: 'batching/volume', value: [] }],
  [
    'fragments of nothing',
    {
      scenario: 'batching/search-notifications',
      value: { type: 'NOTIFICATION', payload: [], members: {}, layout: 'compact', fragment: 0, repeat: 1 },
    },
  ],
  [
    'a deviation of another message',
    { scenario: 'handshake/search-deviations', value: { type: 'CONNECT', field: 1, mutator: 'dropped', way: 0 } },
  ],
])('an edited replay file with %s is refused', async (_what, edited) => {
  writeFileSync(join(cwd, 'edited.json'), JSON.stringify({ replay: 1, seed: 1, ...edited }));
  const { code, stderr } = await run('good', '--replay', 'edited.json');

  expect(code).toBe(2);
  expect(stderr).toMatch(/--replay edited\.json: expected a file from the replays folder of a run, got /);
});

test.each<[string, readonly string[], RegExp]>([
  ['a replay file that is not there', ['--replay', 'none.json'], /--replay none\.json: expected a replay file, got no such file/],
  ['a replay file that is no JSON', ['--replay', 'good.pem'], /--replay good\.pem: expected a file from the replays folder/],
  ['a replay file that is something else', ['--replay', 'good.json'], /expected a file from the replays folder.*something else/],
  ['a replay and a selection', ['--replay', 'good.json', '--select', '*'], /--select/],
  ['a seed that is none', ['--seed', 'x'], /Expected a whole number below 4294967296, or random/],
  ['no cases', ['--fuzz-runs', '0'], /Expected a whole number from 1/],
])('%s ends with 2 and a sentence', async (_what, args, says) => {
  const { code, stderr } = await run('good', ...args);

  expect(code).toBe(2);
  expect(stderr).toMatch(says);
});
