import type { MatrixRow } from '../../../result/matrix.ts';
import { newsFirst, type Verdict } from '../../../result/verdict.ts';
import { anchorOf, anchorOfArea } from '../anchor.ts';
import { badge, type Standing, standingSign } from '../badge.ts';
import { place, required } from '../check.ts';
import { areas as areaNames } from '../coverage.ts';
import { type HtmlPart, html, type SafeHtml } from '../safe-html.ts';
import type { Comparison } from './comparison.ts';
import { evidencePanel, worstCheck } from './evidence-panel.ts';
import { editionOf } from './implementations.ts';
import type { RunDetail, RunView } from './run-view.ts';
import { short } from './short.ts';

/** Of a row in which a run has no verdict, for the filter. */
const UNJUDGED = 'unjudged';

/** Requirements by area and level, a column for each run; what a cell rests on unfolds below its row. */
export function requirementTable(comparison: Comparison, views: readonly RunView[], detail: RunDetail): SafeHtml {
  const { areas, classes, requirements, onlyDifferent } = comparison;
  const columns = views.length + 1;
  const groups = areas.flatMap(({ area, rows }) =>
    [...new Set(rows.map(({ level }) => level))].map((level, index) => ({
      area,
      level,
      isFirst: index === 0,
      rows: rows.filter((row) => row.level === level),
    })),
  );
  return html`<nav class="jump" aria-label="Areas"><ul>${areas.map(({ area, rows }) => html`<li><a href="#${anchorOfArea(area)}" title="${areaNames[area] ?? ''}">${area}</a>${apart(rows)}</li> `)}</ul></nav>
<div class="controls"><label class="only"><input type="checkbox" name="d"${onlyDifferent && html` checked`}> Differences only</label>
${filterForm(comparison)}</div>
<div class="matrix" tabindex="0" role="region" aria-label="Verdicts by requirement and implementation"><table>
<thead><tr><th scope="col">requirement</th>${views.map(head)}</tr></thead>
<tbody class="classes"${same(classes)}><tr class="group-head"><th colspan="${columns}" scope="rowgroup"><span>Classes of conformance</span></th></tr>
${classes.map((row) => classRow(row, views))}</tbody>
${groups.map(
  ({
    area,
    level,
    rows,
    isFirst,
  }) => html`<tbody class="group"${same(rows)}><tr class="group-head"${isFirst && html` id="${anchorOfArea(area)}"`}><th colspan="${columns}" scope="rowgroup"><span><b>${area}</b> ${areaNames[area] ?? ''} <b class="of-level">${level}</b> ${inWords(rows)}</span></th></tr>
${rows.map((row) => html`${requirementRow(row)}${evidenceRow(row)}`)}</tbody>
`,
)}</table></div>
<p class="none" hidden>No requirement matches the filter.</p>`;

  function requirementRow({ id, level, isDifferent, verdicts }: MatrixRow): SafeHtml {
    const text = requirements.get(id);
    const present = [...new Set(verdicts.map((verdict) => verdict ?? UNJUDGED))];
    return html`<tr class="row" id="${anchorOf(id)}" data-v="${present.join(' ')}" data-a="${id.split('-')[0] ?? id}"${!isDifferent && html` data-same`}><th scope="row">${id}<span class="level">${level}</span>${isDifferent && differs}<span class="required">${required(text?.text ?? 'not in the register of this version')}${text !== undefined && html` <span class="source">${place(text.source)}</span>`}</span></th>${views.map((view) => cell(id, view))}</tr>
`;
  }

  function evidenceRow({ id }: MatrixRow): SafeHtml {
    const text = requirements.get(id);
    return html`<tr class="why"><td colspan="${columns}"><div class="panel"><p class="whole"><b>${id}</b> ${required(text?.text ?? '')}${text !== undefined && html` <span class="source">${place(text.source)}</span>`}</p>
${views.map((view) => evidencePanel(id, view, detail))}</div></td></tr>
`;
  }
}

const differs = html`<span class="differs"><span aria-hidden="true">≠</span> differs</span>`;
const same = (rows: readonly MatrixRow[]): HtmlPart => rows.every(({ isDifferent }) => !isDifferent) && html` data-same`;

function head({ number, name, result }: RunView): SafeHtml {
  const { candidate, verdict, complete } = result;
  return html`<th scope="col"><a href="#run-${number}"><span class="number">${number}</span> ${name}</a><span class="build">${candidate.build !== null && html`build <b>${short(candidate.build, 24)}</b>, `}${editionOf(result)}${complete ? '' : 'incomplete, '}${verdict}</span></th>`;
}

const standingTones: Readonly<Record<Standing, string>> = {
  conformant: 'pass',
  nonconformant: 'fail',
  inconclusive: 'error',
  'not exercised': 'untestable',
};

const classRow = ({ id, isDifferent }: MatrixRow, views: readonly RunView[]): SafeHtml =>
  html`<tr${!isDifferent && html` data-same`}><th scope="row">${short(id)}${isDifferent && differs}</th>${views.map(({ result }) => html`<td>${standingBadge(result.classes[id])}</td>`)}</tr>
`;

const standingBadge = (verdict: Standing | undefined): HtmlPart =>
  verdict === undefined
    ? 'none'
    : html`<span class="badge ${standingTones[verdict]}"><span aria-hidden="true">${standingSign(verdict)}</span> ${verdict}</span>`;

/** A verdict that unfolds what it rests on; one that is no pass also leads to the report of the run. */
function cell(requirement: string, view: RunView): SafeHtml {
  const verdict = view.rowOf(requirement)?.verdict ?? null;
  const worst = verdict === 'pass' || verdict === null ? undefined : worstCheck(requirement, view);
  const who = `${requirement}, ${view.number} ${view.name}`;
  return html`<td><a class="cell" href="#${anchorOf(requirement)}.${view.number}" aria-label="${verdict ?? 'no verdict'}: ${who}">${verdictBadge(verdict)}</a>${
    worst !== undefined &&
    view.report !== null &&
    html`<a class="out" href="${view.report}#${anchorOf(worst.check.id)}" aria-label="${who}, in its report.html" title="in its report.html">↗</a>`
  }</td>`;
}

const verdictBadge = (verdict: Verdict | null): SafeHtml =>
  verdict === null ? html`<span class="badge unjudged"><span aria-hidden="true">·</span> no verdict</span>` : badge(verdict);

function apart(rows: readonly MatrixRow[]): HtmlPart {
  const count = rows.filter(({ isDifferent }) => isDifferent).length;
  return count > 0 && html` <span class="count warn">${count}<span class="vh"> different</span></span>`;
}

function inWords(rows: readonly MatrixRow[]): string {
  const different = rows.filter(({ isDifferent }) => isDifferent).length;
  return `${rows.length} row${rows.length === 1 ? '' : 's'}${different > 0 ? `, ${different} different` : ''}`;
}

/** Shown by the script, without which it could do nothing. */
function filterForm({ areas }: Comparison): SafeHtml {
  const all = new Set(areas.flatMap(({ rows }) => rows.flatMap(({ verdicts }) => verdicts.map((one) => one ?? UNJUDGED))));
  const present = newsFirst.filter((verdict) => all.has(verdict));
  const box = (value: string, label: SafeHtml) =>
    html`<label><input type="checkbox" name="v" value="${value}" checked> ${label}</label>`;
  return html`<form class="filters" role="search" aria-label="Filter the requirements" hidden>
<fieldset><legend class="vh">Verdict of an implementation</legend>${present.map((verdict) => box(verdict, badge(verdict)))}${all.has(UNJUDGED) && box(UNJUDGED, verdictBadge(null))}</fieldset>
<label>Area <select name="a"><option value="">all</option>${areas.map(({ area }) => html`<option>${area}</option>`)}</select></label>
<label class="search">Text <input type="search" name="q" placeholder="requirement, message, check"></label>
<output class="shown"></output>
</form>`;
}
