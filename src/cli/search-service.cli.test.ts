import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checksOf } from '../result/checks-of.ts';
import type { Result } from '../result/result.ts';
import { binary } from './binary.test-data.ts';
import { faultyService } from './faulty-service.test-data.ts';

const cwd = mkdtempSync(join(tmpdir(), 'nbwss-search-service-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const FAULT = 'loses-what-waits-at-nonsense-after-a-refusal';
const faulty = faultyService(cwd, FAULT);

/** Drives a candidate and gives what came of it. */
async function run(candidate: 'good' | 'faulty', ...args: readonly string[]) {
  const command = candidate === 'good' ? [] : ['--', ...faulty];
  const { code, stdout, stderr } = await binary(['run', 'service', ...args, ...command], { cwd });
  return {
    ...{ code, stdout, stderr },
    result: () => JSON.parse(readFileSync(join(cwd, 'reports/service/result.json'), 'utf8')) as Result,
  };
}

const replayFile = join('reports', 'service', 'replays', 'delivery', 'search-sessions.json');

describe('a bug of a service that needs three steps', () => {
  test('is found, made as small as it is, and driven again from the file that the run leaves', async () => {
    const found = await run('faulty', '--select', 'delivery/search-sessions');

    expect(found.code, found.stdout).toBe(1);
    expect(found.stdout).toMatch(/smallest: (withhold, then refuse|refuse, then withhold), then garbage\n/);
    expect(found.stdout).toContain(`--replay ${replayFile} -- ${faulty.join(' ')}`);
    const { steps, ...replay } = JSON.parse(readFileSync(join(cwd, replayFile), 'utf8')) as { readonly steps: readonly string[] };
    expect(replay).toMatchObject({
      ...{ replay: 1, scenario: 'delivery/search-sessions' },
      ...{ seed: found.result().seed, alone: true, value: steps },
    });
    expect([...steps].sort()).toEqual(['garbage', 'refuse', 'withhold']);

    const kept = join(cwd, 'kept.json');
    writeFileSync(kept, readFileSync(join(cwd, replayFile)));
    const again = await run('faulty', '--replay', 'kept.json');

    expect(again.code, again.stdout).toBe(1);
    const red = checksOf(again.result()).filter(({ verdict }) => verdict === 'fail');
    expect(red.map(({ id, reason }) => [id, reason])).toEqual([['delivery/search-sessions:DLV-001', 'lost']]);
    // Nothing is found where there is no such bug.
    const good = await run('good', '--replay', 'kept.json');
    expect(good.code, good.stdout).toBe(0);
    expect(readdirSync(join(cwd, 'reports/service'))).not.toContain('replays');
  }, 180_000);
});

test('the seed is the same every time, unless the user asks for another', async () => {
  const sent = async (...args: readonly string[]) => {
    const { code, stdout, result } = await run('good', '--select', 'commands/search', '--fuzz-runs', '20', ...args);
    expect(code, stdout).toBe(0);
    const text = readFileSync(join(cwd, 'reports/service/transcripts/commands/search.jsonl'), 'utf8');
    return { seed: result().seed, targets: text.match(/"target":"[^"]*"/g) };
  };
  const [first, second, other] = [await sent(), await sent(), await sent('--seed', '7')];

  // Those of one case are driven at once, and reach the API in any order.
  expect(second.seed).toBe(first.seed);
  expect([...(second.targets ?? [])].sort()).toEqual([...(first.targets ?? [])].sort());
  expect(other.seed).toBe(7);
  expect(other.targets).not.toEqual(first.targets);
}, 60_000);

test.each<[string, string, unknown]>([
  ['a step that there is not', 'delivery/search-sessions', ['drop', 'explode']],
  ['a header that none is', 'commands/search', [{ id: 'a', method: 'GET', rest: '', headers: { 'a b': '' }, parameters: null }]],
  ['a search of endpoints', 'ack-timeouts/search-sessions', ['notify']],
])('an edited replay file with %s is refused', async (_what, scenario, value) => {
  writeFileSync(join(cwd, 'edited.json'), JSON.stringify({ replay: 1, seed: 1, scenario, value }));
  const { code, stderr } = await run('good', '--replay', 'edited.json');

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /--replay edited\.json: expected a (file from the replays folder of a run|case of a scenario that is here), got /,
  );
});
