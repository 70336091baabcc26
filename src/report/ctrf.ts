import type { Result } from '../result/result.ts';
import { type CaseOutcome, countsOf, type ReportedCheck, reportedChecks, sentence } from './case.ts';
import { visible } from './visible.ts';

/** CTRF has no word for what could not be judged. */
const statuses: Readonly<Record<CaseOutcome, string>> = {
  passed: 'passed',
  failed: 'failed',
  errored: 'other',
  skipped: 'skipped',
};

/** Writes a result in the Common Test Report Format: a test a check, with what only we know under `extra`. */
export function ctrf(result: Result): string {
  const cases = reportedChecks(result);
  const { passed, failed, errored, skipped } = countsOf(cases);
  const start = Date.parse(result.startedAt);
  const { tool, candidate, verdict, classes, seed, complete, durationMs } = result;
  const report = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: result.startedAt,
    generatedBy: tool.name,
    results: {
      tool: { name: tool.name, version: tool.version },
      summary: {
        ...{ tests: cases.length, passed, failed, skipped, pending: 0, other: errored },
        ...{ start, stop: start + Math.round(durationMs) },
      },
      tests: cases.map(test),
      extra: {
        ...{ verdict, classes, complete, seed, role: result.role },
        ...{ registerDigest: tool.registerDigest, suiteDigest: tool.suiteDigest, embedded: candidate.embedded },
        ...(candidate.name === null ? {} : { candidate: visible(candidate.name) }),
        ...(candidate.build === null ? {} : { build: visible(candidate.build) }),
      },
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function test({ check, suite, title, outcome, milliseconds, skippedFor, replay }: ReportedCheck): object {
  const { id, requirement, level, verdict, reason, evidence } = check;
  const said = skippedFor === '' ? (verdict === 'pass' ? '' : sentence(check)) : skippedFor;
  return {
    name: visible(`${id} ${title}`),
    status: statuses[outcome],
    duration: Math.round(milliseconds),
    suite: [visible(suite)],
    rawStatus: verdict,
    ...(said === '' ? {} : { message: visible(said) }),
    extra: {
      ...{ requirement: visible(requirement), level, evidence },
      ...(reason === null ? {} : { reason: visible(reason) }),
      ...(replay === '' ? {} : { replay: visible(replay) }),
    },
  };
}
