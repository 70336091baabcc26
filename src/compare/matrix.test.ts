import { expect, test } from 'vitest';
import type { Result } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import { differences } from './differences.ts';
import { matrix } from './matrix.ts';

const run = (verdict: 'pass' | 'fail', change: Partial<Result> = {}) =>
  sampleResult(
    [
      sampleScenario('batching/two', [
        sampleCheck('batching/two:NTF-030', { level: 'SHOULD' }),
        sampleCheck('batching/two:NTF-031', { verdict }),
        sampleCheck('batching/two:ACK-001'),
      ]),
    ],
    [],
    change,
  );

test('groups rows by area and within it by level, and marks those that differ', () => {
  const { areas } = matrix([run('pass'), run('fail')]);
  expect(areas.map(({ area, rows }) => [area, rows.map(({ id, isDifferent }) => [id, isDifferent])])).toEqual([
    ['ACK', [['ACK-001', false]]],
    [
      'NTF',
      [
        ['NTF-031', true],
        ['NTF-030', false],
      ],
    ],
  ]);
});

test('has name, build and edition in each head', () => {
  const candidate = { name: 'Beta', build: '9', embedded: false, descriptors: [], tls: null };
  expect(matrix([run('pass'), run('pass', { candidate, profile: { edition: '8.1.1' } })]).heads).toEqual([
    'Acme Gateway 7',
    'Beta 9 edition 8.1.1',
  ]);
});

test('names in what else the runs differ, and nothing where they do not', () => {
  const tool = { name: 'nbwss-conformance', version: '0.2.0', registerDigest: 'aa11', suiteDigest: 'cc33' };
  expect(matrix([run('pass'), run('pass')]).caveats).toEqual([]);
  expect(matrix([run('pass'), run('pass', { tool })]).caveats).toEqual([
    expect.stringMatching(/^not the same for all.*: the suites \(1: bb22; 2: cc33\)$/),
    expect.stringMatching(/: the runner \(1: nbwss-conformance 0\.1\.0; 2: nbwss-conformance 0\.2\.0\)$/),
  ]);
  expect(differences(run('pass'), run('fail', { tool })).map(({ what }) => what)).toEqual(['suites', 'runner']);
});

test('tells two selections of one size apart, and of profiles only what is not the same', () => {
  const other = sampleResult([sampleScenario('handshake/opens', [])]);
  const part = { plan: { selected: 1, of: 57, shard: null } };
  const plans = matrix([run('pass', part), { ...other, ...part }]).conditions;
  expect(plans.map(({ what }) => what)).toEqual(['plan']);
  expect(new Set(plans[0]?.values).size).toBe(2);
  const [one, two] = [5, 30].map((soakSeconds) =>
    run('pass', { profile: { properties: { keepAliveSeconds: 30 }, soakSeconds } }),
  );
  if (one === undefined || two === undefined) throw new Error('expected two runs');
  expect(matrix([one, two]).conditions).toEqual([{ what: 'profile', values: ['soakSeconds 5', 'soakSeconds 30'] }]);
});

test('has a row that one run alone knows, and counts those that none has a verdict on', () => {
  const [known, unknown] = [run('pass'), run('pass')];
  known.requirements.push({ id: 'ZZZ-001', level: 'MAY', role: 'both', verdict: null, checks: [], reason: 'none' });
  unknown.requirements = unknown.requirements.filter(({ id }) => id !== 'ACK-001');
  const { areas, unjudged } = matrix([known, unknown]);
  expect(areas[0]?.rows[0]?.verdicts).toEqual(['pass', null]);
  expect(unjudged).toBe(1);
});
