import type { Result } from '../../result/result.ts';
import { holds, isRed } from '../../result/verdict.ts';

/**
 * What the verdicts of a run decided while it was driven, and so shaped its wire: against an endpoint, which scenarios were let through
 * by their controls, and after which the connection was closed. In a trial of a service all scenarios are driven whatever is told, and
 * none twice.
 */
export function decisionsOf({ role, scenarios }: Result): string {
  if (role === 'service') return '';
  const verdicts = new Map(scenarios.flatMap(({ checks }) => checks.map(({ id, verdict }) => [id, verdict])));
  const isLetThrough = (control: string) => {
    const verdict = verdicts.get(control);
    return verdict !== undefined && holds(verdict);
  };
  return scenarios
    .map(({ reliesOn, verdict }) => (!reliesOn.every(isLetThrough) ? '-' : isRed(verdict) ? 'closed' : 'driven'))
    .join();
}
