import type { Result } from '../result/result.ts';
import { visible } from './visible.ts';

type ClassVerdict = Result['classes'][string];

const order: readonly ClassVerdict[] = ['nonconformant', 'inconclusive', 'conformant', 'not exercised'];
const checked: ReadonlySet<string | null> = new Set(['pass', 'warn', 'fail']);

/**
 * Sums a run up in one line: `conformant: core, registration; not exercised: commands, group — 31 rows checked, …`.
 *
 * A selected run names how much of the suite it speaks for, an interrupted one is `incomplete`. A row counts as checked when
 * it has a verdict on the candidate: pass, warn or fail.
 */
export function verdictLine(result: Result): string {
  const { verdict, plan, classes, scenarios, run, requirements, durationMs, complete } = result;
  const scope = plan.selected < plan.of ? ` in the ${plan.selected} of ${counted(plan.of, 'scenario')} selected` : '';
  const claims = [verdict, ...order.filter((name) => name !== verdict)].flatMap((name) => {
    const of = Object.keys(classes).filter((key) => classes[key] === name);
    const claim = name === verdict ? `${complete ? '' : 'incomplete, '}${verdict}${scope}` : name;
    return of.length > 0 ? [`${claim}: ${of.join(', ')}`] : name === verdict ? [claim] : [];
  });
  const checks = scenarios.reduce((sum, scenario) => sum + scenario.checks.length, run.checks.length);
  const amounts = [
    `${counted(requirements.filter((row) => checked.has(row.verdict)).length, 'row')} checked`,
    counted(scenarios.length, 'scenario'),
    counted(checks, 'check'),
    `${(durationMs / 1000).toFixed(1)} s`,
  ];
  return visible(`${claims.join('; ')} — ${amounts.join(', ')}`);
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
