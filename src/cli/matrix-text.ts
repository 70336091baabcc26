import { cut } from '../report/cut.ts';
import { inert, table } from '../report/markdown-text.ts';
import { visible } from '../report/visible.ts';
import type { Matrix, MatrixRow } from '../result/matrix.ts';

/** In columns: six implementations fit a wide terminal, and the longest class fits the first. */
const HEAD = 24;
const FIRST = 12;

const isShown = (onlyDifferent: boolean) => (row: MatrixRow) => !onlyDifferent || row.isDifferent;
const named = (verdict: string | null): string => verdict ?? '–';

/** A comparison for a terminal. */
export function matrixAsText({ heads, areas, verdicts, classes, unjudged, caveats }: Matrix, onlyDifferent: boolean): string {
  const titles = heads.map((head, index) => cut(`${index + 1} ${visible(head)}`, HEAD));
  const line = (first: string, level: string, cells: readonly string[]) =>
    `${first.padEnd(FIRST)}  ${level.padEnd(10)}  ${cells.map((cell) => cell.padEnd(HEAD)).join('  ')}`.trimEnd();
  const lines = (rows: readonly MatrixRow[]) =>
    rows.filter(isShown(onlyDifferent)).map(({ id, level, verdicts }) => line(visible(id), level, verdicts.map(named)));
  const parts = areas.map(({ area, rows }) => ({ area, rows: lines(rows) })).filter(({ rows }) => rows.length > 0);
  return `${[
    line('', '', titles),
    line('verdict', '', verdicts),
    ...lines(classes),
    ...parts.flatMap(({ area, rows }) => ['', visible(area), ...rows]),
    '',
    ...closing({ areas, unjudged, caveats }).map((text) => visible(text)),
  ].join('\n')}\n`;
}

/** A comparison as Markdown. */
export function matrixAsMarkdown({ heads, areas, verdicts, classes, unjudged, caveats }: Matrix, onlyDifferent: boolean): string {
  const cells = ({ id, level, verdicts }: MatrixRow) => [inert(id), level, ...verdicts.map(named)];
  const titles = ['', '', ...heads.map((head, index) => `${index + 1} ${inert(head)}`)];
  const parts = areas
    .map(({ area, rows }) => ({ area, rows: rows.filter(isShown(onlyDifferent)) }))
    .filter(({ rows }) => rows.length > 0);
  return `${[
    ...table(titles, [['verdict', '', ...verdicts], ...classes.map(cells)]),
    ...parts.flatMap(({ area, rows }) => ['', `### ${inert(area)}`, '', ...table(titles, rows.map(cells))]),
    '',
    ...closing({ areas, unjudged, caveats }).map((text) => `- ${inert(text)}`),
  ].join('\n')}\n`;
}

/** What is not in the table. */
function closing({ areas, unjudged, caveats }: Pick<Matrix, 'areas' | 'unjudged' | 'caveats'>): readonly string[] {
  const rows = areas.flatMap((area) => area.rows);
  const different = rows.filter(({ isDifferent }) => isDifferent).length;
  return [
    `${rows.length} rows with a verdict, ${different} of them different; ${unjudged} rows without one in any run`,
    ...caveats,
  ];
}
