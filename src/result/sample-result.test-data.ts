import type { CheckResult, Result, ScenarioResult } from './result.ts';

/** A check for tests of reports: a pass unless told otherwise. */
export function sampleCheck(id: string, change: Partial<CheckResult> = {}): CheckResult {
  return {
    id,
    requirement: id.split(':').at(-1) ?? id,
    level: 'MUST',
    verdict: 'pass',
    reason: null,
    message: '',
    expected: null,
    actual: null,
    evidence: [{ transcript: id.split(':')[0] ?? id, entry: 1 }],
    ...change,
  };
}

/** A scenario for tests of reports. */
export function sampleScenario(id: string, checks: readonly CheckResult[], change: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    id,
    title: `the endpoint does ${id}`,
    area: id.split('/')[0] ?? id,
    verdict: 'pass',
    durationMs: 34,
    reliesOn: [],
    checks: [...checks],
    transcript: { file: `transcripts/${id.replace('/', '-')}.jsonl`, sha256: '00' },
    replay: `nbwss-conformance run endpoint descriptor.json --select ${id}`,
    ...change,
  };
}

/** A result for tests of reports; its rows are those of its checks. */
export function sampleResult(
  scenarios: readonly ScenarioResult[],
  runChecks: readonly CheckResult[] = [],
  change: Partial<Result> = {},
): Result {
  const checks = [...scenarios.flatMap((scenario) => scenario.checks), ...runChecks];
  return {
    schemaVersion: 1,
    tool: { name: 'nbwss-conformance', version: '0.1.0', registerDigest: 'aa11', suiteDigest: 'bb22' },
    role: 'endpoint',
    candidate: { name: 'Acme Gateway', build: '7', embedded: false, descriptors: [], tls: null },
    profile: {},
    plan: { selected: scenarios.length, of: scenarios.length, shard: null },
    seed: 1,
    startedAt: '2026-10-01T12:00:00.000Z',
    durationMs: 2345,
    complete: true,
    verdict: 'conformant',
    classes: { core: 'conformant', registration: 'conformant', commands: 'not exercised', group: 'not exercised' },
    summary: { checks: {}, requirements: {} },
    scenarios: [...scenarios],
    run: { checks: [...runChecks], transcript: null },
    requirements: checks.map(({ id, requirement, level, verdict, reason }) => {
      return { id: requirement, level, role: 'endpoint', verdict, checks: [id], reason };
    }),
    observations: [],
    baseline: null,
    ...change,
  };
}
