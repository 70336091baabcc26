import { type FailureSources, failureText } from '../report/failure-text.ts';
import { verdictLabel } from '../report/verdict-label.ts';
import type { CheckResult, ScenarioResult } from '../result/result.ts';

/** An error that says of checks what the console says of them. */
export function failureOf(
  checks: readonly CheckResult[],
  scenarioOf: (check: CheckResult) => ScenarioResult | undefined,
  sources: FailureSources,
): Error {
  const blocks = checks.map((check) => {
    const label = verdictLabel(check.verdict, process.stderr, false);
    return `${label} ${failureText(check, scenarioOf(check), sources).join('\n')}`;
  });
  return failureSentence(blocks.join('\n\n'));
}

/** An error that is its text alone: where in this package it was thrown helps nobody. */
export function failureSentence(text: string): Error {
  const error = new Error(text);
  error.stack = `Error: ${text}`;
  return error;
}
