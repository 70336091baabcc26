import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { Result } from './result.ts';
import { sampleCheck, sampleResult, sampleScenario } from './sample-result.test-data.ts';

const validate = new Ajv2020({ strict: true }).compile(Result);
const sample = () => structuredClone(sampleResult([sampleScenario('handshake/opens', [sampleCheck('handshake/opens:CON-003')])]));

test('is published as a schema that other languages can read', async () => {
  await expect(`${JSON.stringify(Result, null, 2)}\n`).toMatchFileSnapshot('../../fixtures/schemas/result.schema.json');
});

/** Every key that contracts.md §3 names, as a path into a result. */
const keys = [
  ...['schemaVersion', 'tool', 'role', 'candidate', 'profile', 'plan', 'seed', 'startedAt', 'durationMs', 'complete', 'verdict'],
  ...['classes', 'summary', 'scenarios', 'run', 'requirements', 'observations', 'baseline'],
  ...['tool.name', 'tool.version', 'tool.registerDigest', 'tool.suiteDigest'],
  ...['candidate.name', 'candidate.build', 'candidate.embedded', 'candidate.descriptors', 'candidate.tls'],
  ...['plan.selected', 'plan.of', 'plan.shard'],
  ...['id', 'title', 'area', 'verdict', 'durationMs', 'reliesOn', 'checks', 'transcript', 'replay'].map(
    (key) => `scenarios.0.${key}`,
  ),
  ...['id', 'requirement', 'level', 'verdict', 'reason', 'message', 'expected', 'actual', 'evidence'].map(
    (key) => `scenarios.0.checks.0.${key}`,
  ),
  ...['transcript', 'entry'].map((key) => `scenarios.0.checks.0.evidence.0.${key}`),
  ...['file', 'sha256'].map((key) => `scenarios.0.transcript.${key}`),
  'run.checks',
  ...['id', 'level', 'role', 'verdict', 'checks', 'reason'].map((key) => `requirements.0.${key}`),
  ...['id', 'scenario', 'text', 'evidence'].map((key) => `observations.0.${key}`),
];

/** A result with one of everything, so that each key can be dropped. */
function complete(): Record<string, unknown> {
  const result = sample();
  const [scenario] = result.scenarios;
  const evidence = [{ transcript: 'handshake/opens', entry: 1 }];
  if (scenario !== undefined) {
    scenario.transcript = { file: 'transcripts/handshake/opens.jsonl', sha256: 'a'.repeat(64) };
    for (const check of scenario.checks) check.evidence = evidence;
  }
  result.requirements = [{ id: 'CON-003', level: 'MUST', role: 'endpoint', verdict: 'pass', checks: [], reason: null }];
  result.observations = [{ id: 'handshake/opens#1', scenario: 'handshake/opens', text: 'seen', evidence }];
  return result as unknown as Record<string, unknown>;
}

test('accepts a whole result, and keys that it does not know', () => {
  expect(validate(complete()), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...complete(), later: 1 })).toBe(true);
});

test.each(keys)('refuses a result without %s', (path) => {
  const result = complete();
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let at: Record<string, unknown> = result;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  expect(Object.hasOwn(at, last), `${path} is not in the sample`).toBe(true);
  delete at[last];
  expect(validate(result)).toBe(false);
});
