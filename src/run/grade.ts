import type { Outcome } from '../check/outcome.ts';
import type { Requirement } from '../plan/register.ts';
import type { CheckResult } from '../result/result.ts';
import type { Verdict } from '../result/verdict.ts';

/** MUST fails; SHOULD, and whatever is only inferred from the guide, warns (contracts.md §2). */
function verdictOf(outcome: Outcome, { level, basis }: Requirement): Verdict {
  if (outcome.kind !== 'violation') return outcome.kind;
  return level.startsWith('MUST') && basis !== 'inferred' && outcome.isMild !== true ? 'fail' : 'warn';
}

/** Turns what a check says into its result, by the level and basis of its requirement. */
export function gradeCheck(id: string, requirement: Requirement, outcome: Outcome): CheckResult {
  const told = outcome.kind === 'violation' ? outcome : null;
  return {
    id,
    requirement: requirement.id,
    level: requirement.level,
    verdict: verdictOf(outcome, requirement),
    reason: outcome.kind === 'pass' ? null : outcome.reason,
    message: outcome.kind === 'pass' ? '' : outcome.message,
    expected: told?.expected ?? null,
    actual: told?.actual ?? null,
    evidence: [...outcome.evidence],
  };
}

/** Our own fault, which is never the candidate's. */
export function gradeError(id: string, requirement: Requirement, reason: string, message: string): CheckResult {
  return {
    id,
    requirement: requirement.id,
    level: requirement.level,
    verdict: 'error',
    reason,
    message,
    expected: null,
    actual: null,
    evidence: [],
  };
}
