import type { CheckResult, Result } from '../result/result.ts';
import { holds, worst } from '../result/verdict.ts';

/** What the run says of each class; one without a judged check is not exercised. */
export function classVerdicts(
  all: readonly CheckResult[],
  classOf: (check: CheckResult) => string,
  complete: boolean,
): Result['classes'] {
  const classes: Result['classes'] = {};
  for (const name of ['core', 'registration', 'commands', 'group']) {
    const judged = all.filter((check) => classOf(check) === name && check.verdict !== 'not-applicable');
    const verdict = worst(judged.map((check) => check.verdict));
    if (verdict === null) classes[name] = 'not exercised';
    else if (verdict === 'fail') classes[name] = 'nonconformant';
    else classes[name] = complete && holds(verdict) ? 'conformant' : 'inconclusive';
  }
  return classes;
}
