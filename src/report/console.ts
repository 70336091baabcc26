import type { RunEvent, RunListener } from '../result/events.ts';
import type { CheckResult, Result } from '../result/result.ts';
import { type FailureSources, failureText } from './failure-text.ts';
import { type Finding, findings } from './finding.ts';
import { gateLines } from './gate-lines.ts';
import { nobodyThere } from './nobody-there.ts';
import { statusLine } from './status-line.ts';
import { verdictLabel } from './verdict-label.ts';
import { verdictLine } from './verdict-line.ts';
import { visible } from './visible.ts';

export interface ConsoleOptions extends FailureSources {
  readonly stream: NodeJS.WritableStream;
  /** Whether the stream is a terminal: only there are lines rewritten and coloured. */
  readonly isTty: boolean;
  /** The width of the terminal, 0 where it is not known; without a terminal it does not matter. */
  readonly columns: number;
  /** Writes nothing at all. */
  readonly quiet?: boolean;
}

type Label = (verdict: CheckResult['verdict']) => string;

/** More than these scroll out of sight; result.json has them all. */
const SHOWN_FINDINGS = 20;
/** Shorter waits need no notice. */
const WORTH_AN_ESTIMATE_S = 5;

/**
 * Tells a run to a stream as it goes on, and explains at its end whatever did not pass, with the verdict as the last line.
 *
 * Without a terminal there is one plain line per scenario; on one, a rewritten status line and a line that stays for each
 * scenario that is not a pass. Whatever the candidate said is made printable first.
 */
export function consoleReporter(options: ConsoleOptions): RunListener {
  const { stream, isTty, columns, quiet = false } = options;
  const status = statusLine(stream, isTty, columns);
  const label: Label = (verdict) => verdictLabel(verdict, stream, isTty);

  function onEvent(event: RunEvent): void {
    switch (event.type) {
      case 'run-begins':
        status.print(opening(event));
        break;
      case 'scenario-begins':
        status.show(`[${event.number}/${event.of}] ${event.id}  ${event.title}`);
        break;
      case 'scenario-ends': {
        const { verdict, id, title, durationMs } = event.scenario;
        const line = `${label(verdict)} ${visible(`${id}  ${title}  ${Math.round(durationMs)} ms`)}`;
        if (!isTty || verdict !== 'pass') status.print([line]);
        break;
      }
      case 'estimate': {
        const notice = `About ${Math.ceil(event.seconds)} s to go if every answer takes as long as the first one.`;
        if (event.seconds > WORTH_AN_ESTIMATE_S) status.print([notice]);
        break;
      }
      case 'run-ends':
        status.clear();
        status.print(closing(event.result, options, label));
    }
  }
  return quiet ? () => {} : onEvent;
}

function opening({ candidate, embedded, scenarios }: Extract<RunEvent, { type: 'run-begins' }>): string[] {
  const amount = `${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'}`;
  const notice = 'No candidate was given: this is the embedded reference, and the verdict says nothing about any product.';
  return [visible(`Candidate: ${candidate}, ${amount}`), ...(embedded ? [notice] : [])];
}

function closing(result: Result, sources: FailureSources, label: Label): string[] {
  const nobody = nobodyThere(result);
  const lines = nobody === null ? blocks(openFindings(result), sources, label) : ['', visible(nobody)];
  const observed = result.observations.length;
  const noted = observed === 0 ? [] : [`${observed} observation${observed === 1 ? '' : 's'} in result.json`];
  return [...lines, '', ...noted, ...gateLines(result).map((line) => visible(line)), verdictLine(result)];
}

/** What the baseline accepts is said in a line of its own, not as news. */
function openFindings(result: Result): readonly Finding[] {
  const accepted = new Set(result.baseline?.accepted.map(({ check }) => check));
  return findings(result).filter((one) => one.kind !== 'check' || !accepted.has(one.check.id));
}

function blocks(all: readonly Finding[], sources: FailureSources, label: Label): string[] {
  const hidden = all.slice(SHOWN_FINDINGS).reduce((sum, one) => sum + (one.kind === 'check' ? 1 : one.checks.length), 0);
  const lines = all.slice(0, SHOWN_FINDINGS).flatMap((one) => {
    if (one.kind === 'control') {
      const amount = `${one.checks.length} check${one.checks.length === 1 ? '' : 's'} not made`;
      return ['', `${label('untestable')} ${visible(`${amount}: ${one.message}`)}`];
    }
    const [head = '', ...rest] = failureText(one.check, one.scenario, sources);
    return ['', `${label(one.check.verdict)} ${head}`, ...rest];
  });
  return hidden === 0 ? lines : [...lines, '', `and ${hidden} more in result.json`];
}
