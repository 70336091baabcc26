import { stringify } from 'yaml';
import type { Result } from '../result/result.ts';
import { type ReportedCheck, reportedChecks, sentence } from './case.ts';
import { verdictLine } from './verdict-line.ts';
import { visible } from './visible.ts';

/** Writes a result as TAP 14: a test point a check; what did not pass has a diagnostic block with its verdict. */
export function tap(result: Result): string {
  const cases = reportedChecks(result);
  const points = cases.map((one, index) => point(one, index + 1));
  return `${['TAP version 14', `1..${cases.length}`, ...points.flat(), `# ${verdictLine(result)}`].join('\n')}\n`;
}

function point({ check, title, outcome, skippedFor, replay }: ReportedCheck, number: number): readonly string[] {
  const name = escaped(`${check.id} ${title}`);
  if (outcome === 'skipped') return [`ok ${number} - ${name} # SKIP ${escaped(skippedFor)}`];
  const head = `${outcome === 'passed' ? 'ok' : 'not ok'} ${number} - ${name}`;
  if (check.verdict === 'pass') return [head];
  const { verdict, requirement, level, reason, evidence } = check;
  const facts = {
    message: visible(sentence(check)),
    severity: verdict,
    requirement: visible(requirement),
    level,
    ...(reason === null ? {} : { reason: visible(reason) }),
    evidence: evidence.map(({ transcript, entry }) => `${visible(transcript)} #${entry}`),
    ...(replay === '' ? {} : { replay: visible(replay) }),
  };
  const lines = stringify(facts, { lineWidth: 0 }).trimEnd().split('\n');
  return [head, '  ---', ...lines.map((line) => `  ${line}`), '  ...'];
}

/** In a description `#` begins a directive (TAP 14, "Escaping"). */
const escaped = (text: string): string => visible(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
