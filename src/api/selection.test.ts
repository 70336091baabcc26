import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CheckResult } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { selectionOf } from './selection.ts';

const root = mkdtempSync(join(tmpdir(), 'nbwss-selection-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const verdicts: readonly CheckResult['verdict'][] = ['pass', 'warn', 'fail', 'error', 'untestable', 'not-applicable'];

/** A saved run: a scenario for each verdict, and checks over the whole run that cite what they cite. */
function saved(name: string, cited: CheckResult['verdict'], role: 'endpoint' | 'service' = 'endpoint'): string {
  const scenarios = verdicts.map((verdict) =>
    sampleScenario(`area/${verdict}`, [sampleCheck(`area/${verdict}:X-1`), sampleCheck(`area/${verdict}:X-2`, { verdict })], {
      transcript: null,
    }),
  );
  const evidence = [
    { transcript: 'area/warn', entry: 3 },
    { transcript: 'run', entry: 1 },
  ];
  mkdirSync(join(root, name));
  const result = sampleResult(scenarios, [sampleCheck('run:X-3', { verdict: cited, evidence })], { role });
  writeFileSync(join(root, name, 'result.json'), JSON.stringify(result));
  return join(root, name);
}

const flags = { select: [], skip: [], requirement: [] };

test('chooses exactly the scenarios with something red, and those that something red over the whole run cites', async () => {
  const select = async (path: string) => (await selectionOf({ ...flags, rerunFailed: path }, null, 'endpoint')).select;
  expect(await select(saved('quiet', 'pass'))).toEqual(['area/fail', 'area/error', 'area/untestable']);
  expect(await select(saved('loud', 'fail'))).toEqual(['area/warn', 'area/fail', 'area/error', 'area/untestable']);
});

test('without it chooses what the flags say, or the scenario of a replay file', async () => {
  expect(await selectionOf({ ...flags, select: ['a/*'], skip: ['b/*'] }, null, 'endpoint')).toEqual({
    select: ['a/*'],
    skip: ['b/*'],
    requirements: [],
  });
  expect((await selectionOf({ ...flags, replay: 'x.json' }, 'a/b', 'endpoint')).select).toEqual(['a/b']);
});

test('refuses what makes no sense, with a sentence', async () => {
  const path = saved('of a service', 'fail', 'service');
  const refused = (change: object) => selectionOf({ ...flags, rerunFailed: path, ...change }, null, 'endpoint');
  await expect(refused({})).rejects.toThrow(/expected a run of role endpoint, got one of service/);
  await expect(refused({ select: ['a/*'] })).rejects.toThrow(/--select, --requirement or --replay too/);
  await expect(refused({ rerunFailed: join(root, 'nowhere') })).rejects.toThrow(/expected a run/);
  mkdirSync(join(root, 'green'));
  writeFileSync(join(root, 'green', 'result.json'), JSON.stringify(sampleResult([])));
  await expect(refused({ rerunFailed: join(root, 'green') })).rejects.toThrow(
    /expected a run in which something is red, got none/,
  );
});
