import { citedScenario } from '../result/cited-scenario.ts';
import type { CheckResult, Result } from '../result/result.ts';

/** What a check counts as in the formats of test runners, which know neither warnings nor what could not be judged. */
export type CaseOutcome = 'passed' | 'failed' | 'errored' | 'skipped';

/** One check as a test case: every format is written from these, so that all agree on every count. */
export interface ReportedCheck {
  readonly check: CheckResult;
  /** The id of its scenario, or `run` for what was judged over all of them. */
  readonly suite: string;
  readonly title: string;
  readonly outcome: CaseOutcome;
  /** Its equal share of the one drive that the checks of a scenario have in common. */
  readonly milliseconds: number;
  /** Why it was skipped; empty for any other outcome. */
  readonly skippedFor: string;
  /** The command that drives its scenario alone; empty where it cites none. */
  readonly replay: string;
}

/** Every check of a result, in its order; those over the whole run last. */
export function reportedChecks(result: Result): readonly ReportedCheck[] {
  const accepted = new Map(result.baseline?.accepted.map(({ check, reason }) => [check, reason]));
  const caseOf = (check: CheckResult, place: Omit<ReportedCheck, 'check' | 'outcome' | 'skippedFor'>): ReportedCheck => {
    const reason = accepted.get(check.id);
    const skippedFor = reason === undefined ? skipOf(check) : `baseline: ${reason}: ${sentence(check)}`;
    return { ...place, check, skippedFor, outcome: reason === undefined ? outcomeOf(check) : 'skipped' };
  };
  return [
    ...result.scenarios.flatMap(({ id, title, durationMs, checks, replay }) =>
      checks.map((check) => caseOf(check, { suite: id, title, milliseconds: durationMs / checks.length, replay })),
    ),
    ...result.run.checks.map((check) => {
      const replay = citedScenario(result, check)?.replay ?? '';
      return caseOf(check, { suite: 'run', title: 'over all transcripts', milliseconds: 0, replay });
    }),
  ];
}

/** How many cases there are of each outcome. */
export function countsOf(cases: readonly ReportedCheck[]): Readonly<Record<CaseOutcome, number>> {
  const counts = { passed: 0, failed: 0, errored: 0, skipped: 0 };
  for (const { outcome } of cases) counts[outcome] += 1;
  return counts;
}

function outcomeOf({ verdict }: CheckResult): CaseOutcome {
  if (verdict === 'fail') return 'failed';
  if (verdict === 'error' || verdict === 'untestable') return 'errored';
  return verdict === 'not-applicable' ? 'skipped' : 'passed';
}

const skipOf = ({ verdict, reason, message }: CheckResult): string =>
  verdict === 'not-applicable' ? [reason ?? verdict, ...(message === '' ? [] : [message])].join(': ') : '';

/** What is wrong, on one line: most readers show nothing else. Not yet made inert. */
export function sentence({ requirement, level, message, expected, actual }: CheckResult): string {
  const compared = [expected === null ? [] : `expected ${expected}`, actual === null ? [] : `got ${actual}`].flat();
  return `${requirement} (${level}): ${[message, ...compared].join('; ')}`;
}
