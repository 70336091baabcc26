import { citedScenario } from '../result/cited-scenario.ts';
import type { CheckResult, Result, ScenarioResult } from '../result/result.ts';
import { isNews, newsFirst } from '../result/verdict.ts';

/** What a report has to say beyond the passes. */
export type Finding =
  | { readonly kind: 'check'; readonly check: CheckResult; readonly scenario: ScenarioResult | undefined }
  /** All checks that could not be made because of the same control. */
  | { readonly kind: 'control'; readonly message: string; readonly checks: readonly CheckResult[] };

/**
 * Collects every check that did not pass and is not inapplicable: fails first, then errors, warnings and untestable ones, in
 * the order of the run; what is untestable for the same control comes last, as one finding per control.
 *
 * A check over all transcripts comes with the scenario whose transcript it cites first, undefined where it cites none.
 */
export function findings(result: Result): readonly Finding[] {
  const all = [
    ...result.scenarios.flatMap((scenario) => scenario.checks.map((check) => ({ check, scenario }))),
    ...result.run.checks.map((check) => ({ check, scenario: citedScenario(result, check) })),
  ];
  const single: Finding[] = [];
  const byControl = new Map<string, CheckResult[]>();
  for (const verdict of newsFirst.filter(isNews)) {
    for (const { check, scenario } of all) {
      if (check.verdict !== verdict) continue;
      if (verdict === 'untestable' && check.reason === 'control-not-passed') {
        byControl.set(check.message, [...(byControl.get(check.message) ?? []), check]);
      } else single.push({ kind: 'check', check, scenario });
    }
  }
  return [...single, ...[...byControl].map(([message, checks]) => ({ kind: 'control' as const, message, checks }))];
}
