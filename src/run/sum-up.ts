import type { Register, Requirement } from '../plan/register.ts';
import { binds } from '../protocol/binds.ts';
import type { CheckResult, RequirementResult, Result } from '../result/result.ts';
import { worst } from '../result/verdict.ts';
import { classVerdicts } from './classes.ts';
import type { RoleRules } from './roles.ts';
import { tally, verdictOf } from './summary.ts';

/** What follows from the checks of a run: its verdict, its classes, the amounts, and the verdict of every row of the register. */
export function sumUp(
  all: readonly CheckResult[],
  complete: boolean,
  role: RoleRules,
  register: Register,
): Pick<Result, 'verdict' | 'classes' | 'summary' | 'requirements'> {
  const requirements = [...register.rows.values()].map((row) => requirementOf(row, all, role, register));
  return {
    verdict: verdictOf(all, complete),
    classes: classVerdicts(all, role.classOf, complete),
    summary: {
      checks: tally(all.map(({ verdict }) => verdict)),
      requirements: tally(requirements.map(({ verdict }) => verdict ?? 'unjudged')),
    },
    requirements,
  };
}

function requirementOf(row: Requirement, all: readonly CheckResult[], role: RoleRules, register: Register): RequirementResult {
  const checks = all.filter(({ requirement }) => requirement === row.id);
  const verdict = worst(checks.map((check) => check.verdict));
  const reason =
    verdict === null ? whyUnjudged(row, role, register) : (checks.find((check) => check.verdict === verdict)?.reason ?? null);
  return { id: row.id, level: row.level, role: row.role, verdict, checks: checks.map(({ id }) => id), reason };
}

function whyUnjudged(row: Requirement, role: RoleRules, register: Register): string {
  if (!binds(role.role, row)) return role.other;
  return register.unchecked[role.role].get(row.id) ?? 'nothing of this run bears on it';
}
