import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ctrf } from '../report/ctrf.ts';
import { junit } from '../report/junit.ts';
import { markdown } from '../report/markdown.ts';
import type { CheckResult, Result } from '../result/result.ts';
import { median } from './median.ts';

const SCENARIOS = 1_000;
const CHECKS = 10;
/** One check in so many fails. */
const FAILS = 10;
const ROUNDS = 5;
const self = fileURLToPath(import.meta.url);

/** 10,000 checks to each format, in a process of its own: time against that of JSON alone, and peak memory. */
export async function reports(): Promise<readonly string[]> {
  const { stdout, stderr } = spawnSync(process.execPath, [self], { encoding: 'utf8' });
  return stdout === '' ? [`reports: no figures (${stderr.trim()})`] : stdout.trimEnd().split('\n');
}

function check(id: string, number: number): CheckResult {
  const isRed = number % FAILS === 0;
  return {
    ...{ id, requirement: 'MSG-007', level: 'MUST', verdict: isRed ? 'fail' : 'pass', reason: isRed ? 'id-differs' : null },
    ...{ message: isRed ? 'the answer carries another id' : '', expected: isRed ? '"A"' : null, actual: isRed ? '"B"' : null },
    evidence: [{ transcript: id, entry: number }],
  };
}

function sample(): Result {
  const scenarios = Array.from({ length: SCENARIOS }, (_scenario, number) => {
    const id = `area/scenario-${number}`;
    const checks = Array.from({ length: CHECKS }, (_check, index) => check(`${id}:MSG-${index}`, index));
    const transcript = { file: `transcripts/${id}.jsonl`, sha256: '0'.repeat(64) };
    const replay = `npx nbwss-conformance run endpoint endpoint.json --select ${id}`;
    return {
      id,
      title: 'a scenario',
      area: 'area',
      verdict: 'fail' as const,
      durationMs: 12,
      reliesOn: [],
      checks,
      transcript,
      replay,
    };
  });
  const verdict = 'nonconformant';
  return {
    ...{ schemaVersion: 1, role: 'endpoint', profile: {}, seed: 1, startedAt: new Date(0).toISOString(), durationMs: 12_000 },
    tool: { name: 'nbwss-conformance', version: '0', registerDigest: '', suiteDigest: '' },
    candidate: { name: null, build: null, embedded: true, descriptors: [], tls: null },
    plan: { selected: SCENARIOS, of: SCENARIOS, shard: null },
    ...{ complete: true, verdict, classes: { core: verdict }, summary: { checks: {}, requirements: {} } },
    ...{ scenarios, run: { checks: [], transcript: null }, requirements: [], observations: [], baseline: null },
  };
}

function measured(): readonly string[] {
  const result = sample();
  const formats: Readonly<Record<string, (result: Result) => string>> = {
    json: (one) => JSON.stringify(one, null, 2),
    ...{ junit, markdown, ctrf },
  };
  const walls = Object.entries(formats).map(([name, write]) => {
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      bytes = Buffer.byteLength(write(result));
      times.push(performance.now() - from);
    }
    return { name, wall: median(times), bytes };
  });
  const json = walls[0]?.wall ?? Number.NaN;
  const each = walls.map(
    ({ name, wall, bytes }) =>
      `${name} ${wall.toFixed(0)} ms ${(bytes / 1e6).toFixed(1)} MB (${(wall / json).toFixed(1)} times JSON)`,
  );
  const sum = walls.reduce((all, { wall }) => all + wall, 0);
  const peak = process.resourceUsage().maxRSS / 1024;
  return [
    `reports of ${SCENARIOS * CHECKS} checks: ${each.join(', ')}; together ${sum.toFixed(0)} ms, peak ${peak.toFixed(0)} MB`,
  ];
}

if (process.argv[1] === self) for (const line of measured()) process.stdout.write(`${line}\n`);
