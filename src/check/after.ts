import { isOf } from './fact.ts';
import { untestable } from './outcome.ts';
import { type Check, withFacts } from './view.ts';

/** A check of what came after a mark that the drive has made; without the mark it was not provoked. */
export function after(name: string, check: Check): Check {
  return (view) => {
    const mark = view.facts.filter(isOf('mark')).find(({ entry }) => entry.name === name);
    if (mark === undefined) return untestable('not-provoked', `the drive ended before the mark ${name}`);
    const outcome = check(withFacts(view, view.facts.slice(view.facts.indexOf(mark) + 1)));
    return outcome?.kind === 'pass' ? { ...outcome, evidence: [mark.ref, ...outcome.evidence] } : outcome;
  };
}
