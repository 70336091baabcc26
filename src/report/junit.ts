import builderModule, { type TestCase, type TestSuite } from 'junit-report-builder';
import type { CheckResult, Result, ScenarioResult } from '../result/result.ts';
import { type ReportedCheck, reportedChecks, sentence } from './case.ts';
import { visible } from './visible.ts';

// Its types say `.default` under nodenext; at run time the module is the builder itself.
const builder = builderModule as unknown as typeof builderModule.default;

/**
 * Writes a result as JUnit XML: a suite per scenario and one for what was judged over all of them, a case per check.
 *
 * A fail is a failure; error and untestable are errors; not-applicable is skipped with its reason; a warning passes and says
 * so in system-out. The same result always gives the same text.
 */
export function junit(result: Result): string {
  const report = builder.newBuilder().name(`nbwss-conformance ${result.role}`);
  const cases = reportedChecks(result);
  addRun(
    report.testSuite(),
    result,
    cases.filter(({ suite }) => suite === 'run'),
  );
  const bySuite = new Map(result.scenarios.map(({ id }) => [id, [] as ReportedCheck[]]));
  for (const one of cases) bySuite.get(one.suite)?.push(one);
  for (const scenario of result.scenarios)
    addScenario(report.testSuite(), scenario, result.startedAt, bySuite.get(scenario.id) ?? []);
  return report.build();
}

function addRun(suite: TestSuite, result: Result, cases: readonly ReportedCheck[]): void {
  suite.name('run').time(0).timestamp(result.startedAt);
  const { tool, candidate } = result;
  const facts: readonly (readonly [string, string | null])[] = [
    ['verdict', result.verdict],
    ...Object.entries(result.classes).map(([name, verdict]) => [`class.${name}`, verdict] as const),
    ['complete', String(result.complete)],
    ['tool.version', tool.version],
    ['tool.registerDigest', tool.registerDigest],
    ['tool.suiteDigest', tool.suiteDigest],
    ['candidate.name', candidate.name],
    ['candidate.build', candidate.build],
    ['candidate.embedded', String(candidate.embedded)],
    ['seed', String(result.seed)],
    ['duration', `${seconds(result.durationMs)} s`],
  ];
  for (const [name, value] of facts) if (value !== null) suite.property(visible(name), visible(value));
  for (const one of cases) addCase(suite.testCase(), one, 'nbwss.run');
}

function addScenario(suite: TestSuite, scenario: ScenarioResult, startedAt: string, cases: readonly ReportedCheck[]): void {
  const { id, title, area, verdict, durationMs, replay } = scenario;
  suite.name(visible(id)).time(seconds(durationMs)).timestamp(startedAt);
  suite.property('verdict', verdict).property('title', visible(title)).property('replay', visible(replay));
  for (const one of cases) addCase(suite.testCase(), one, `nbwss.${visible(area)}`);
}

function addCase(
  testCase: TestCase,
  { check, title, outcome, milliseconds, skippedFor, replay }: ReportedCheck,
  className: string,
): void {
  const { id, verdict, requirement, level, message } = check;
  const reason = visible(check.reason ?? verdict);
  testCase
    .className(className)
    .name(visible(`${id} ${title}`))
    .time(seconds(milliseconds));
  testCase.property('requirement', visible(requirement)).property('level', level).property('verdict', verdict);
  if (outcome === 'skipped') skip(testCase, visible(skippedFor));
  else if (outcome === 'failed') testCase.failure(visible(sentence(check)), reason).stacktrace(body(check, replay));
  else if (outcome === 'errored') testCase.error(visible(`${requirement} ${verdict}: ${message}`), reason, body(check, replay));
  else if (verdict === 'warn') testCase.standardOutput(`warning: ${cdataSafe(visible(sentence(check)))}\n${body(check, replay)}`);
}

function body(check: CheckResult, replay: string): string {
  const lines = [
    `requirement: ${check.requirement} (${check.level})`,
    ...(check.expected === null ? [] : [`expected: ${check.expected}`]),
    ...(check.actual === null ? [] : [`actual: ${check.actual}`]),
    ...citations(check),
    ...(replay === '' ? [] : [`replay: ${replay}`]),
  ];
  // Line by line, so that a line feed from the candidate cannot pass for a line of ours.
  return cdataSafe(lines.map((line) => visible(line)).join('\n'));
}

/** xmlbuilder 15.1.1 splits only the first `]]>` of a CDATA section; a second one would break the document. */
const cdataSafe = (text: string): string => text.replaceAll(']]>', ']]\\u003e');

/** One line per transcript cited. */
function citations({ evidence }: CheckResult): string[] {
  return [...new Set(evidence.map(({ transcript }) => transcript))].map((cited) => {
    const numbers = evidence.filter(({ transcript }) => transcript === cited).map(({ entry }) => `#${entry}`);
    return `evidence: ${cited} ${numbers.join(' ')}`;
  });
}

/** The builder's own `skipped()` takes no reason, but readers show one that stands in `message`. */
function skip(testCase: TestCase, reason: string): void {
  testCase.skipped();
  const build = testCase.build.bind(testCase);
  testCase.build = (parent) => {
    const element = build(parent);
    for (const child of element.children) if ('name' in child && child.name === 'skipped') child.att('message', reason);
    return element;
  };
}

const seconds = (milliseconds: number): number => Number((milliseconds / 1000).toFixed(3));
