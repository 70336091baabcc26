import { citedScenario } from '../../../result/cited-scenario.ts';
import type { CheckResult, RequirementResult } from '../../../result/result.ts';
import { nameOf } from '../overview.ts';
import type { ComparedRun } from './comparison.ts';
import { short } from './short.ts';

/** How much of what is behind a verdict a page has room for. */
export interface RunDetail {
  /** Checks in full, of a cell. */
  readonly checks: number;
  /** Entries of a check. */
  readonly lines: number;
  /** Characters of a message. */
  readonly told: number;
  /** Characters of an entry. */
  readonly columns: number;
}

/** A check with the command that drives its scenario alone; empty where it cites none. */
export interface ReplayableCheck {
  readonly check: CheckResult;
  readonly replay: string;
  /** Whose transcript needs no name. */
  readonly scenario: string;
}

/** A run as the page looks things up in it. */
export interface RunView extends ComparedRun {
  /** Its column, from 1. */
  readonly number: number;
  /** Short enough for a heading. */
  readonly name: string;
  readonly rowOf: (requirement: string) => RequirementResult | undefined;
  readonly checkOf: (id: string) => ReplayableCheck | undefined;
}

export function runViewOf(run: ComparedRun, number: number): RunView {
  const { result } = run;
  const rows = new Map(result.requirements.map((row) => [row.id, row]));
  const checks = new Map<string, ReplayableCheck>([
    ...result.scenarios.flatMap(({ id: scenario, replay, checks }) =>
      checks.map((check) => [check.id, { check, replay, scenario }] as const),
    ),
    ...result.run.checks.map(
      (check) => [check.id, { check, replay: citedScenario(result, check)?.replay ?? '', scenario: '' }] as const,
    ),
  ]);
  const name = short(nameOf(result));
  return { ...run, number, name, rowOf: (id) => rows.get(id), checkOf: (id) => checks.get(id) };
}
