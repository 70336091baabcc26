import type { CheckResult } from '../../../result/result.ts';
import { newsFirst, type Verdict } from '../../../result/verdict.ts';
import type { Entry } from '../../../transcript/entry.ts';
import { cut } from '../../cut.ts';
import { entryLine } from '../../entry-line.ts';
import { visible } from '../../visible.ts';
import { anchorOf } from '../anchor.ts';
import { badge, tone } from '../badge.ts';
import { type HtmlPart, html, preformatted, type SafeHtml } from '../safe-html.ts';
import type { ReplayableCheck, RunDetail, RunView } from './run-view.ts';

/** Of the passes of one requirement. */
const LISTED = 8;
/** Of the entries that a pass cites. */
const CITED = 3;

/** The check that a run's verdict on a requirement comes from, undefined where it has none. */
export const worstCheck = (requirement: string, view: RunView): ReplayableCheck | undefined => checksOf(requirement, view)[0];

/** What a run's verdict on a requirement rests on; it is what the cell leads to. */
export function evidencePanel(requirement: string, view: RunView, detail: RunDetail): SafeHtml {
  const row = view.rowOf(requirement);
  const verdict = row?.verdict ?? null;
  const checks = checksOf(requirement, view);
  const told = checks.filter(({ check }) => check.verdict !== 'pass');
  const passed = checks.filter(({ check }) => check.verdict === 'pass');
  const left = told.slice(detail.checks);
  const amount = `${checks.length} check${checks.length === 1 ? '' : 's'}`;
  return html`<details class="evidence"><summary><span class="number">${view.number}</span> ${view.name}: ${verdict === null ? 'no verdict' : badge(verdict)} <span class="dim">${amount}${told.length > 0 && passed.length > 0 && html`, ${passed.length} passed`}</span></summary><div class="rests-on" id="${anchorOf(requirement)}.${view.number}">
${row === undefined ? html`<p>Not in the register that this run was judged by.</p>` : verdict === null && html`<p>${row.reason ?? ''}</p>`}${told.slice(0, detail.checks).map((one) => block(one, view, detail))}${
  left.length > 0 && html`<p>Not shown: ${left.map(({ check }) => html`${badge(check.verdict)} ${link(check.id, view)} `)}</p>`
}${passes(passed, view)}</div></details>
`;
}

/** Worst first. */
function checksOf(requirement: string, view: RunView): readonly ReplayableCheck[] {
  const all = (view.rowOf(requirement)?.checks ?? []).flatMap((id) => view.checkOf(id) ?? []);
  const rank = (verdict: Verdict) => newsFirst.indexOf(verdict);
  return [...all].sort((a, b) => rank(a.check.verdict) - rank(b.check.verdict));
}

/** A check, as a link to where its report shows it. */
const link = (id: string, { report }: RunView): SafeHtml =>
  report === null ? html`<code>${id}</code>` : html`<a href="${report}#${anchorOf(id)}"><code>${id}</code></a>`;

function block({ check, replay, scenario }: ReplayableCheck, view: RunView, detail: RunDetail): SafeHtml {
  const { id, verdict, reason, message, expected, actual } = check;
  const told = (name: string, text: string | null): HtmlPart =>
    text !== null && html`<div><dt>${name}</dt><dd><pre>${preformatted(cut(text, detail.told))}</pre></dd></div>`;
  const accepted = view.result.baseline?.accepted.find((one) => one.check === id);
  const lines = citedLines(check, scenario, view, detail);
  return html`<article class="told ${tone(verdict)}"><p>${badge(verdict)} ${link(id, view)}${reason !== null && html` <code class="reason">${reason}</code>`}</p>
${message !== '' && html`<p class="message">${cut(visible(message), detail.told)}</p>`}${accepted !== undefined && html`<p>accepted by the baseline: ${cut(visible(accepted.reason), detail.told)}</p>`}${(expected !== null || actual !== null) && html`<dl class="compared">${told('expected', expected)}${told('actual', actual)}</dl>`}${lines.length > 0 && html`<pre class="wire">${preformatted(lines.join('\n'))}</pre>`}${replay !== '' && html`<p class="command"><span class="dim">replay</span> <code>${replay}</code></p>`}</article>
`;
}

/** The entries that a check cites, a line each; another transcript than its own scenario's is named first. */
function citedLines(
  { evidence }: CheckResult,
  scenario: string,
  { entriesOf }: RunView,
  { lines, columns }: RunDetail,
): string[] {
  const cited = [...new Map(evidence.map((one) => [`${one.transcript} ${one.entry}`, one])).values()];
  let named = scenario;
  const shown = cited.slice(0, lines).flatMap(({ transcript, entry: number }) => {
    const entries = entriesOf(transcript);
    const entry = entryAt(entries, number);
    const line = entry === undefined ? `#${number} (not in the transcript)` : entryLine(entry, entries[0]?.at ?? 0, columns);
    const heading = transcript === named ? [] : [visible(`in ${transcript}:`)];
    named = transcript;
    return [...heading, line];
  });
  return cited.length > lines ? [...shown, `and ${cited.length - lines} more`] : shown;
}

/** Entries are numbered from 1 without gaps, unless somebody has cut a transcript. */
const entryAt = (entries: readonly Entry[], number: number): Entry | undefined =>
  entries[number - 1]?.n === number ? entries[number - 1] : entries.find(({ n }) => n === number);

function passes(all: readonly ReplayableCheck[], view: RunView): HtmlPart {
  if (all.length === 0) return false;
  return html`<ul class="passes">${all.slice(0, LISTED).map(({ check, scenario }) => html`<li>${badge('pass')} ${link(check.id, view)}${numbers(check, scenario)}</li>`)}${all.length > LISTED && html`<li>and ${all.length - LISTED} more</li>`}</ul>`;
}

/** The first entries by number, those of another transcript than its own scenario's with its name. */
function numbers({ evidence }: CheckResult, scenario: string): HtmlPart {
  const all = [
    ...new Set(evidence.map(({ transcript, entry }) => (transcript === scenario ? `#${entry}` : `${transcript} #${entry}`))),
  ];
  if (all.length === 0) return false;
  const more = all.length > CITED ? ` and ${all.length - CITED} more` : '';
  return html` <span class="dim">shown by ${all.slice(0, CITED).join(', ')}${more}</span>`;
}
