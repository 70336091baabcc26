import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import countsMilliseconds from '../../fixtures/faults/endpoint/counts-milliseconds.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-sharing-'));
const at = (...names: readonly string[]) => join(cwd, ...names);
const resultIn = (folder: string) => JSON.parse(readFileSync(at(folder, 'result.json'), 'utf8')) as Result;
const indexIn = (folder: string) => JSON.parse(readFileSync(at(folder, 'index.json'), 'utf8')) as Record<string, unknown>;
const verdictsIn = (folder: string) => new Map(checksOf(resultIn(folder)).map(({ id, verdict }) => [id, verdict]));
const run = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  binary(args, { cwd, ...(env === undefined ? {} : { env }) });

/** A candidate that counts milliseconds, and another one of another group that does not. */
let groups: Awaited<ReturnType<typeof startEndpointGroup>>[];
const counting = ['run', 'endpoint', 'counting.json', '--ca', 'counting.pem', '--select', 'batching/all-*', '--quiet'];
const both = ['run', 'endpoint', 'counting.json', 'good.json', '--ca', 'both.pem', '--select', 'handshake/accepts-token'];

beforeAll(async () => {
  groups = [await startEndpointGroup({ wraps: [countsMilliseconds.wrap] }), await startEndpointGroup({})];
  for (const [index, name] of ['counting', 'good'].entries()) {
    const descriptor = JSON.parse(groups[index]?.texts[0] ?? '') as Record<string, unknown>;
    writeFileSync(at(`${name}.json`), JSON.stringify({ ...descriptor, groupId: `Group <${name}>/../x` }));
    writeFileSync(at(`${name}.pem`), groups[index]?.ca ?? '');
  }
  writeFileSync(at('both.pem'), groups.map(({ ca }) => ca).join('\n'));
});
afterAll(async () => {
  await Promise.all(groups.map((group) => group.stop()));
  rmSync(cwd, { recursive: true, force: true });
});

describe('shards of one candidate', () => {
  beforeAll(async () => {
    // One after another: a candidate has one NetBackup at a time.
    const codes = [
      await run([...counting, '--output', 'whole']),
      await run([...counting, '--output', 'first', '--shard', '1/2']),
      await run([...counting, '--output', 'second', '--shard', '2'], { JOB_COMPLETION_INDEX: '1' }),
    ];
    expect(codes.map(({ code }) => code)).toEqual([1, 1, 1]);
    symlinkSync(at('first'), at('link'));
  }, 60_000);

  test('merged they say what the whole run says', async () => {
    const { code, stdout } = await run([
      'merge',
      'second',
      'first',
      '--output',
      'merged',
      '--reporter',
      'junit',
      '--reporter',
      'html',
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/run:MSG-011 [\s\S]*in shard-1\/[\s\S]*#\d+ \+[\s\S]*replay: [\s\S]*\nnonconformant in the /);
    // The COMMANDs that it sends once in its life came to the whole run alone.
    const [whole, all] = [verdictsIn('whole'), verdictsIn('merged')];
    expect(all).toEqual(new Map([...whole].filter(([id]) => all.has(id))));
    for (const [id] of whole) if (!id.startsWith('run:')) expect(all.has(id), id).toBe(true);
    expect([...all].filter(([, verdict]) => verdict === 'fail').map(([id]) => id)).toEqual(
      expect.arrayContaining(['run:MSG-011']),
    );
    expect(resultIn('merged').plan).toMatchObject({ shard: null, selected: resultIn('whole').plan.selected });
    expect(resultIn('second').plan).toMatchObject({ shard: '2/2' });
    expect(readdirSync(at('merged')).sort()).toEqual(['junit.xml', 'report.html', 'result.json', 'transcripts']);
    // Each scenario shows what it said on the wire, whichever shard has driven it.
    const page = readFileSync(at('merged', 'report.html'), 'utf8');
    expect(page.match(/<svg /g)?.length).toBeGreaterThanOrEqual(resultIn('merged').scenarios.length);
  });

  test('a merged run can be judged again, byte for byte', async () => {
    expect((await run(['merge', 'first', 'second', '--output', 'merged', '--quiet'])).code).toBe(1);
    const { code, stdout } = await run(['rejudge', 'merged']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/ 0 moved\nnonconformant/);
  });

  test('the gate is held where they are merged', async () => {
    const merge = ['merge', 'first', 'second', '--output', 'merged', '--quiet', '--baseline', 'accepted.yaml'];
    expect((await run([...merge, '--update-baseline'])).code).toBe(0);
    expect((await run(merge)).code).toBe(0);
    const { code, stderr } = await run([...counting, '--shard', '1/2', '--baseline', 'accepted.yaml']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/--shard: expected the gate where .* give it to merge/),
    });
  });

  test.each([
    ['a missing shard', ['first'], /got none of 2\/2/],
    ['a doubled one', ['first', 'first', 'second'], /expected shard 1\/2 once/],
    ['a whole run', ['whole', 'first'], /whole: expected what one of several shards has left/],
    ['no run', ['nowhere'], /nowhere: expected a run/],
    ['an output that is a shard', ['first/result.json', 'second', '--output', './first'], /expected a folder of its own/],
    ['an output that holds one', ['first', 'second', '--output', '.'], /expected a folder of its own/],
    ['an output that is a link to one', ['first', 'second', '--output', 'link'], /expected a folder of its own/],
  ])('merge refuses %s with a sentence and 2', async (_what, args, sentence) => {
    const { code, stderr } = await run(['merge', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
  });

  /** A shard that somebody has had in hand. */
  function tampered(change: (result: Record<string, unknown>, folder: string) => void): string {
    const folder = mkdtempSync(join(cwd, 'tampered-'));
    cpSync(at('first'), folder, { recursive: true });
    const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as Record<string, unknown>;
    change(result, folder);
    writeFileSync(join(folder, 'result.json'), JSON.stringify(result));
    return folder;
  }
  const scenariosOf = (result: Record<string, unknown>) => result['scenarios'] as Result['scenarios'];

  test.each<[string, Parameters<typeof tampered>[0], RegExp]>([
    ['has lost a scenario', (result) => void scenariosOf(result).pop(), /expected the \d+ scenarios that it says it has driven/],
    [
      'is whole by its own account',
      (result) => Object.assign(result, { plan: { selected: 0, of: 57, shard: '1/1' }, scenarios: [] }),
      /expected the 0 scenarios|expected one of/,
    ],
    [
      'has other verdicts than its transcripts give',
      (result) => {
        for (const check of (result['run'] as Result['run']).checks) check.verdict = 'pass';
      },
      /expected the verdicts that its transcripts give, got others/,
    ],
    [
      'has another transcript than it names',
      (_result, folder) => {
        const file = join(folder, 'transcripts/handshake/opens.jsonl');
        writeFileSync(file, `${readFileSync(file, 'utf8').split('\n')[0]}\n`);
      },
      /opens\.jsonl: expected the transcript that result\.json names, got other bytes/,
    ],
    [
      'leads out of its folder',
      (result) => {
        const [first] = scenariosOf(result);
        if (first?.transcript != null) first.transcript.file = 'transcripts/../../first/transcripts/handshake/opens.jsonl';
      },
      /expected transcripts below its own folder, got transcripts\/\.\.\//,
    ],
    ['is no result', (result) => void delete result['scenarios'], /expected a result of schemaVersion 1, got one of which/],
  ])('merge refuses a shard that %s with a sentence and 2', async (_what, change, sentence) => {
    const { code, stderr } = await run(['merge', tampered(change), 'second', '--output', 'never']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
    expect(stderr).not.toContain('an error of our own');
  });

  test('a run is not written over what is of somebody else, nor where nothing can be written', async () => {
    mkdirSync(at('theirs/replays'), { recursive: true });
    writeFileSync(at('theirs/junit.xml'), '');
    mkdirSync(at('games'));
    cpSync(at('first'), at('games'), { recursive: true });
    mkdirSync(at('games/replays'), { recursive: true });
    writeFileSync(at('games/replays/game.dem'), '');
    for (const [output, sentence] of [
      ['theirs', /holds junit\.xml and no result of ours|holds replays and no result of ours/],
      ['games', /holds game\.dem/],
      ['/proc/foo', /\/proc\/foo: expected a folder that can be written/],
      ['theirs/junit.xml/x', /expected a folder that can be written/],
    ] as const) {
      const { code, stderr } = await run([...counting, '--output', output]);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
    }
    expect(existsSync(at('theirs/junit.xml')) && existsSync(at('games/replays/game.dem'))).toBe(true);
  });

  test.each([
    ['a shard that is none', ['--shard', '3/2'], /Expected i\/n with i from 1 to n/],
    ['an index that is nowhere', ['--shard', '2'], /JOB_COMPLETION_INDEX/],
    ['more shards than scenarios', ['--shard', '1/90'], /expected at least 90 scenarios/],
  ])('run refuses %s with a sentence and 2', async (_what, args, sentence) => {
    const { code, stderr } = await run([...counting, '--output', 'never', ...args], { JOB_COMPLETION_INDEX: '' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
  });
});

describe('several groups in one call', () => {
  const folders = ['group-counting-x', 'group-good-x'];
  const indexed = (verdicts: readonly (readonly [string, number])[]) =>
    verdicts.map(([verdict, exitCode], index) => ({
      folder: expect.stringMatching(new RegExp(`^${folders[index]}-[0-9a-f]{8}$`)),
      groupId: expect.stringMatching(/^Group <(counting|good)>/),
      verdict,
      exitCode,
    }));

  test('are candidates by themselves, side by side, with an index; a second call replaces the first', async () => {
    for (const times of [1, 2]) {
      const { code, stdout, stderr } = await run([...both, '--output', 'several']);
      expect(code, `call ${times}`).toBe(1);
      expect(stderr).toMatch(/2 groups, up to 8 side by side[\s\S]*1 nonconformant, 1 conformant/);
      expect(stdout).toMatch(/Group Group <counting>[\s\S]*run:MSG-011/);
      expect(indexIn('several')).toEqual({
        schemaVersion: 1,
        runs: indexed([
          ['nonconformant', 1],
          ['conformant', 0],
        ]),
      });
    }
    const { folder } = (indexIn('several')['runs'] as { folder: string }[])[1] ?? { folder: '' };
    expect(resultIn(join('several', folder)).candidate.descriptors).toHaveLength(1);
    const told = await run(['report', 'several']);
    expect({ code: told.code, stderr: told.stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/several: expected one run, got a folder of 2/),
    });
    // A plain run takes the folder over.
    expect((await run([...counting, '--output', 'several'])).code).toBe(1);
    expect(readdirSync(at('several')).sort()).toEqual(['result.json', 'transcripts']);
  }, 60_000);

  test('shards share the groups, and merge puts them together', async () => {
    const codes = await Promise.all(
      ['1/2', '2/2'].map((shard, index) => run([...both, '--quiet', '--output', `part-${index + 1}`, '--shard', shard])),
    );
    expect(codes.map(({ code }) => code)).toEqual([1, 0]);
    const { code } = await run(['merge', 'part-2', 'part-1', '--output', 'together', '--quiet', '--reporter', 'junit']);
    expect(code).toBe(1);
    const index = indexIn('together');
    expect(index).toEqual({
      schemaVersion: 1,
      runs: indexed([
        ['nonconformant', 1],
        ['conformant', 0],
      ]),
    });
    for (const { folder } of index['runs'] as { folder: string }[])
      expect(readdirSync(at('together', folder)).sort()).toEqual(['junit.xml', 'result.json', 'transcripts']);
    // A call with another selection has not driven the same.
    await run([
      ...both,
      '--select',
      'handshake/opens',
      '--skip',
      'handshake/accepts-token',
      '--quiet',
      '--output',
      'odd',
      '--shard',
      '2/2',
    ]);
    const odd = await run(['merge', 'part-1', 'odd', '--output', 'other']);
    expect({ code: odd.code, stderr: odd.stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/expected the selection of/),
    });
    const missing = await run(['merge', 'part-1', '--output', 'other']);
    expect({ code: missing.code, stderr: missing.stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/got none of 2\/2/),
    });
  }, 60_000);

  test('what is of one candidate is refused', async () => {
    for (const flag of [
      ['--repeat', '2'],
      ['--reporter', 'junit=x.xml'],
      ['--baseline', 'b.yaml', '--update-baseline'],
    ]) {
      const { code, stderr } = await run([...both, '--output', 'never', ...flag]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringMatching(/expected descriptors of one groupId, got several/),
      });
    }
  });
});
