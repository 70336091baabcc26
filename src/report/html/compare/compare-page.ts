import { nameOf } from '../overview.ts';
import { page } from '../page.ts';
import { html, type SafeHtml } from '../safe-html.ts';
import { compareScript } from './compare-script.ts';
import { compareStyle } from './compare-style.ts';
import type { Comparison } from './comparison.ts';
import { caveats, implementations } from './implementations.ts';
import { requirementTable } from './requirement-table.ts';
import { type RunDetail, runViewOf } from './run-view.ts';
import { short } from './short.ts';

/** In characters: six runs of the whole register stay below 3 MB. */
const ROOM = 2_700_000;
/** Richest first; the last is taken whatever room there is. */
const details: readonly RunDetail[] = [
  { checks: 6, lines: 6, told: 600, columns: 198 },
  { checks: 4, lines: 3, told: 300, columns: 150 },
  { checks: 2, lines: 2, told: 160, columns: 120 },
  { checks: 1, lines: 1, told: 80, columns: 80 },
];

/** Writes runs side by side as one HTML page that needs no network and no script; every cell leads to what its verdict rests on. */
export function comparePage(comparison: Comparison, room = ROOM): string {
  let text = '';
  for (const detail of details) {
    text = pageOf(comparison, detail);
    if (text.length <= room) break;
  }
  return text;
}

function pageOf(comparison: Comparison, detail: RunDetail): string {
  const { runs, areas, unjudged } = comparison;
  const views = runs.map((run, index) => runViewOf(run, index + 1));
  const rows = areas.flatMap((area) => area.rows);
  const different = rows.filter(({ isDifferent }) => isDifferent).length;
  const role = runs[0]?.result.role ?? 'endpoint';
  const names = runs.map(({ result }) => short(nameOf(result)));
  const header = html`<header class="banner">
<p class="eyebrow">NBWSS conformance, ${role}s side by side</p>
<h1>${runs.length} implementations: <strong>${different === 0 ? 'no' : different} difference${different === 1 ? '' : 's'}</strong> in ${rows.length} requirements</h1>
<p class="sub">${unjudged} more requirements have no verdict in any of the runs.</p>
${caveats(comparison, views)}
</header>`;
  const main: SafeHtml = html`<section aria-labelledby="implementations"><h2 id="implementations">Implementations</h2>
${implementations(views)}</section>
<section aria-labelledby="requirements"><h2 id="requirements">Requirement by requirement</h2>
${requirementTable(comparison, views, detail)}</section>`;
  return page({
    title: `NBWSS ${role}s compared: ${names.join(', ')}`,
    header,
    main,
    style: compareStyle + widthOf(runs.length),
    script: compareScript,
  });
}

/** All columns are of one width, whatever an implementation is called; below that the matrix is scrolled. */
const widthOf = (runs: number): string => `.matrix table{width:100%;min-width:calc(var(--first) + ${runs}*var(--each))}\n`;
