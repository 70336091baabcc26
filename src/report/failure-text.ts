import type { CheckResult, ScenarioResult } from '../result/result.ts';
import type { Entry } from '../transcript/entry.ts';
import { cut } from './cut.ts';
import { entryLine } from './entry-line.ts';
import { visible } from './visible.ts';

/** In columns: enough to see what is wrong; result.json has the rest. */
const TOLD = 600;

/** What a failure text looks up. */
export interface FailureSources {
  /** The register's rows by id; `source` is the place in the guide, such as `1.4 T1-3 p.13`, or an RFC. */
  readonly requirements: ReadonlyMap<string, { readonly text: string; readonly source: string }>;
  /** The entries of a scenario's transcript, or of `run`; none where there is no such transcript. */
  readonly entriesOf: (transcript: string) => readonly Entry[];
}

/**
 * Explains one check that did not pass, without its verdict: what is required and where, what was expected and seen, the wire
 * entries that show it, and the command that drives the scenario alone. Every line is safe to print.
 */
export function failureText(check: CheckResult, scenario: ScenarioResult | undefined, sources: FailureSources): string[] {
  const row = sources.requirements.get(check.requirement);
  const place = row === undefined ? '' : `, ${/^\d/.test(row.source) ? 'guide ' : ''}${row.source}: ${row.text}`;
  return [
    told(`${check.id} ${check.message}`),
    visible(`  ${check.requirement} ${check.level}${place}`),
    ...(check.expected === null ? [] : [told(`  expected: ${check.expected}`)]),
    ...(check.actual === null ? [] : [told(`  actual:   ${check.actual}`)]),
    ...citedLines(check, scenario?.id, sources.entriesOf),
    ...(scenario === undefined ? [] : [visible(`  replay: ${scenario.replay}`)]),
  ];
}

const told = (text: string): string => cut(visible(text), TOLD);

/** Where a check cites another transcript than its own scenario's, that transcript is named first. */
function citedLines(
  { id, evidence }: CheckResult,
  scenario: string | undefined,
  entriesOf: FailureSources['entriesOf'],
): string[] {
  let named = id.startsWith('run:') ? undefined : scenario;
  return evidence.flatMap(({ transcript, entry: number }) => {
    const entries = entriesOf(transcript);
    const entry = entries.find(({ n }) => n === number);
    const line = entry === undefined ? `#${number} (not in the transcript)` : entryLine(entry, entries[0]?.at ?? 0);
    const heading = transcript === named ? [] : [visible(`  in ${transcript}:`)];
    named = transcript;
    return [...heading, `  ${line}`];
  });
}
