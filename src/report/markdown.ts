import type { CheckResult, Result } from '../result/result.ts';
import { sortedBy, worstFirst } from '../result/verdict.ts';
import { countsOf, reportedChecks } from './case.ts';
import { gateLines } from './gate-lines.ts';
import { inert, table } from './markdown-text.ts';
import { verdictLine } from './verdict-line.ts';

/** GitHub takes 1 MiB for a job summary; so many rows of at most so many columns stay below half of it. */
const MOST_ROWS = 200;
/** `sha256:` and twelve digits: enough to tell two apart. */
const DIGEST = 19;

const marks: Readonly<Record<Result['verdict'], string>> = { conformant: '✅', nonconformant: '❌', inconclusive: '⚠️' };

/** Writes a result as Markdown that fits a job summary: the verdict, the classes, the amounts, and a row for each check that did not pass. */
export function markdown(result: Result): string {
  const cases = reportedChecks(result);
  const { passed, failed, errored, skipped } = countsOf(cases);
  const { candidate, classes, role, tool } = result;
  const facts: readonly (readonly [string, string])[] = [
    ['role', role],
    [
      'candidate',
      candidate.embedded ? 'the embedded reference: this says nothing about any product' : (candidate.name ?? 'not named'),
    ],
    ...(candidate.build === null ? [] : [['build', candidate.build] as const]),
    ['suite', `${tool.version}, suites ${tool.suiteDigest.slice(0, DIGEST)}, register ${tool.registerDigest.slice(0, DIGEST)}`],
  ];
  const told = cases.flatMap(({ check, outcome }) => (outcome === 'skipped' || check.verdict === 'pass' ? [] : [check]));
  const shown = sortedBy(worstFirst, told).slice(0, MOST_ROWS);
  return `${[
    `## ${marks[result.verdict]} ${inert(verdictLine(result))}`,
    '',
    ...table(
      ['', ''],
      facts.map(([name, value]) => [name, inert(value)]),
    ),
    '',
    ...table(
      ['class', 'verdict'],
      Object.entries(classes).map(([name, verdict]) => [inert(name), verdict]),
    ),
    '',
    ...table(
      ['checks', 'passed', 'failed', 'errored', 'skipped'],
      [[cases.length, passed, failed, errored, skipped].map(String)],
    ),
    '',
    ...gateLines(result).map((line) => `- ${inert(line)}`),
    ...(told.length === 0 ? [] : ['', ...table(['verdict', 'check', 'level', 'what', 'expected', 'got'], shown.map(row))]),
    ...(told.length > shown.length ? ['', `and ${told.length - shown.length} more in result.json`] : []),
  ].join('\n')}\n`;
}

const row = ({ verdict, id, level, message, expected, actual }: CheckResult): readonly string[] => [
  verdict,
  ...[id, level, message, expected ?? '', actual ?? ''].map(inert),
];
