import type { Result } from '../result/result.ts';
import { countsOf, type ReportedCheck, reportedChecks, sentence } from './case.ts';
import { verdictLine } from './verdict-line.ts';
import { visible } from './visible.ts';

/** Writes a result as workflow commands of GitHub Actions: an annotation for each check that is red or warns, and one that sums up. */
export function github(result: Result): string {
  const cases = reportedChecks(result);
  const { passed, failed, errored, skipped } = countsOf(cases);
  const told = cases.filter(({ check, outcome }) => outcome !== 'skipped' && check.verdict !== 'pass');
  const sum = `${verdictLine(result)}; ${passed} passed, ${failed} failed, ${errored} errored, ${skipped} skipped`;
  return `${[...told.map(annotation), `::notice title=nbwss-conformance::${data(sum)}`].join('\n')}\n`;
}

function annotation({ check }: ReportedCheck): string {
  const kind = check.verdict === 'warn' ? 'warning' : 'error';
  return `::${kind} title=${property(`${check.id} ${check.verdict}`)}::${data(sentence(check))}`;
}

/** As @actions/core escapes: nothing can end the command, or begin another. */
const data = (text: string): string => visible(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
