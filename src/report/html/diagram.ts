import type { CheckResult } from '../../result/result.ts';
import { newsFirst, sortedBy } from '../../result/verdict.ts';
import type { Entry } from '../../transcript/entry.ts';
import { cut } from '../cut.ts';
import { visible } from '../visible.ts';
import { signs, tone } from './badge.ts';
import { inTime } from './entry-label.ts';
import type { Citations, Item } from './items.ts';
import type { Lane, Way } from './lanes.ts';
import { type HtmlPart, html, type SafeHtml } from './safe-html.ts';

/** What a diagram shows, all of one transcript. */
export interface Diagram {
  /** Read out instead of the picture. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly lanes: readonly Lane[];
  readonly wayOf: (entry: Entry) => Way;
  readonly labelOf: (entry: Entry) => string;
  readonly citations: Citations;
  /** The time that counts as zero. */
  readonly since: number;
}

// In units of the picture, which are pixels where it is shown at its natural size.
const ROW = 28;
const PAUSE = 20;
const HEAD = 52;
const NUMBER_X = 42;
const TIME_X = 98;
const FIRST_LANE_X = 178;
const AFTER_LAST_LANE = 82;
const CITED_WIDTH = 104;
const WIDEST_HEAD = 148;
/** Of the monospaced label. */
const CHARACTER = 6.3;
/** Shorter pauses are told by the times alone. */
const WORTH_A_BREAK_MS = 400;
/** Beyond so many rows the names of the lanes stand at the foot as well. */
const WORTH_A_FOOT = 18;
const SPACING: readonly number[] = [0, 0, 370, 270, 230];
const NARROWEST_SPACING = 200;
/** Taken from the space after the lane of our side, and given to the others. */
const SPARED = 64;
/** Spaces between lanes. */
const SEEN_AT_ONCE = 4;
/** What a tooltip tells of an entry. */
const TOLD = 300;

/** How arrows are drawn; those of the layers below messages are all alike. */
const sorts: Readonly<Partial<Record<Entry['kind'], string>>> = { message: 'msg', close: 'end', ping: 'beat', pong: 'beat' };

/** A sequence diagram as inline SVG: lanes, arrows, waits as brackets, breaks where time passed, and who cites what at the right. */
export function diagram({ label, items, lanes, wayOf, labelOf, citations, since }: Diagram): SafeHtml {
  const spacing = SPACING[lanes.length] ?? NARROWEST_SPACING;
  // What our side does to the candidate's process is told in few words.
  const spared = lanes[0]?.key === 'suite' ? SPARED : 0;
  const share = spared / Math.max(1, lanes.length - 2);
  const xs = new Map(
    lanes.map(({ key }, index) => [key, FIRST_LANE_X + index * spacing + (index === 0 ? 0 : (index - 1) * share - spared)]),
  );
  const lastX = FIRST_LANE_X + (lanes.length - 1) * spacing - (lanes.length === 2 ? spared : 0);
  const width = lastX + AFTER_LAST_LANE + CITED_WIDTH;
  // Of a wide one, the middle of what is seen before it is scrolled.
  const middle = FIRST_LANE_X + (Math.min(lanes.length - 1, SEEN_AT_ONCE) * spacing) / 2;
  const xOf = (key: string): number => xs.get(key) ?? xs.get('?') ?? lastX;
  const at = new Map<number, number>();
  const [rows, brackets, bands]: [SafeHtml[], SafeHtml[], SafeHtml[]] = [[], [], []];
  let y = HEAD + 8;
  let time: number | null = null;
  for (const item of items) {
    const entry = item.kind === 'entry' ? item.entry : item.kind === 'lag' ? item.entries[0] : undefined;
    if (entry !== undefined && time !== null && entry.at - time > WORTH_A_BREAK_MS) {
      const dots = lanes.map(({ key }) => `M${xOf(key)} ${y + 2}v${PAUSE - 4}`).join('');
      const waited = inTime(entry.at - time);
      rows.push(
        html`<rect class="d-cut" x="${FIRST_LANE_X - 20}" y="${y + 1}" width="${lastX - FIRST_LANE_X + 40}" height="${PAUSE - 2}"/><path class="d-dots" d="${dots}"/><text class="d-pause" x="${TIME_X}" y="${y + 14}">⋮ ${waited}</text>\n`,
      );
      y += PAUSE;
    }
    time = entry === undefined ? null : (item.kind === 'lag' ? (item.entries.at(-1) ?? entry) : entry).at;
    if (item.kind === 'entry') {
      at.set(item.entry.n, y);
      const wait = item.entry.kind === 'timer' ? bracket(item.entry, xOf(wayOf(item.entry).from), at, y) : null;
      if (wait !== null) brackets.push(wait);
    }
    rows.push(rowOf(item, y));
    y += ROW;
  }
  const hasFoot = items.length > WORTH_A_FOOT;
  const foot = y + 6;
  const height = hasFoot ? foot + HEAD : y + 8;
  const lines = lanes.map(({ key }) => `M${xOf(key)} ${HEAD - 4}V${hasFoot ? foot + 4 : y + 4}`).join('');
  const heads = (top: number) => lanes.map((lane) => head(lane, xOf(lane.key), top, Math.min(WIDEST_HEAD, spacing - 8)));
  return html`<svg class="diagram" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${bands}<path class="d-lane" d="${lines}"/>${brackets}
<text class="n" x="${NUMBER_X}" y="${HEAD - 22}">#</text><text class="n" x="${TIME_X}" y="${HEAD - 22}">s</text>
${rows}${heads(4)}${hasFoot && heads(foot)}
</svg>`;

  function rowOf(item: Item, top: number): SafeHtml {
    if (item.kind === 'gap') {
      const text = item.from === item.to ? `#${item.from} left out` : `#${item.from} – #${item.to} left out`;
      return html`<g transform="translate(0 ${top})"><path class="d-gap" d="M8 14H${width - 8}"/><text class="d-gap-text" x="${middle}" y="18">⋯ ${text} ⋯</text></g>\n`;
    }
    if (item.kind === 'lag') {
      const [first] = item.entries;
      const times = item.entries.length === 1 ? '' : ` ${item.entries.length} times, up to`;
      return html`<g transform="translate(0 ${top})" data-n="${first?.n ?? 0}">${gutter(first)}<rect class="d-lag" x="${FIRST_LANE_X - 8}" y="5" width="16" height="18"/><text class="d-note" x="${FIRST_LANE_X + 14}" y="18">own lag${times} ${inTime(item.worstMs)}</text></g>\n`;
    }
    const { entry } = item;
    const cited = sortedBy(newsFirst, citations.get(entry.n) ?? []);
    const [worst] = cited;
    if (worst !== undefined)
      bands.push(html`<rect class="d-row ${tone(worst.verdict)}" y="${top}" width="${width}" height="${ROW}"/>`);
    return html`<g transform="translate(0 ${top})" data-n="${entry.n}">${gutter(entry)}${body(entry)}${worst !== undefined && marks(worst, cited)}</g>\n`;
  }

  function gutter(entry: Entry | undefined): HtmlPart {
    return (
      entry !== undefined &&
      html`<text class="n" x="${NUMBER_X}" y="18">#${entry.n}</text><text class="n" x="${TIME_X}" y="18">${((entry.at - since) / 1000).toFixed(3)}</text>`
    );
  }

  function marks(worst: CheckResult, cited: readonly CheckResult[]): SafeHtml {
    const more = cited.length > 1 ? ` +${cited.length - 1}` : '';
    const title = cut(cited.map(({ requirement, verdict }) => `${requirement} ${verdict}`).join(', '), TOLD);
    return html`<text class="d-cite ${tone(worst.verdict)}" x="${width - 10}" y="18"><title>${title}</title>${signs[worst.verdict]} ${cut(visible(worst.requirement), 10)}${more}</text>`;
  }

  function body(entry: Entry): SafeHtml {
    const { from, to } = wayOf(entry);
    const [x1, x2] = [xOf(from), xOf(to)];
    const whole = visible(labelOf(entry).slice(0, TOLD));
    const fitting = (pixels: number): HtmlPart => {
      const shown = cut(whole, Math.max(8, Math.floor(pixels / CHARACTER)));
      return shown === whole ? shown : html`<title>${whole}</title>${shown}`;
    };
    if (entry.kind === 'mark')
      return html`<path class="d-mark" d="M${FIRST_LANE_X - 24} 14H${lastX + 24}"/><text class="d-mark-text" x="${middle}" y="18">${fitting(2 * (middle - FIRST_LANE_X) + 60)}</text>`;
    if (x1 === x2) {
      const isLast = x1 === lastX && lanes.length > 1;
      const sort = entry.kind === 'timer' ? ` ${entry.outcome}` : '';
      const room = isLast ? x1 - FIRST_LANE_X + 60 : lastX - x1 + 60;
      return html`<circle class="d-dot${sort}" cx="${x1}" cy="14" r="4"/><text class="d-note${isLast ? ' d-end' : ''}${sort}" x="${x1 + (isLast ? -12 : 12)}" y="18">${fitting(room)}</text>`;
    }
    const step = x2 > x1 ? 1 : -1;
    const whose = entry.direction === 'received' ? 'theirs' : 'ours';
    const isFailed = entry.kind === 'tcp' && entry.event === 'failed';
    const tip = isFailed ? `m${step * -4}-5l10 10m0-10l-10 10` : `M${x2 - step} 20l${-step * 9}-4.5v9z`;
    const label = html`<text x="${(x1 + x2) / 2}" y="14">${fitting(Math.abs(x2 - x1) - 16)}</text>`;
    return html`<path class="${sorts[entry.kind] ?? 'low'} ${whose}" d="M${x1} 20H${x2 - step * 9}${tip}"/>${label}`;
  }
}

function head({ name, place }: Lane, x: number, top: number, width: number): SafeHtml {
  const fitting = (text: string) => cut(visible(text), Math.floor((width - 8) / CHARACTER));
  const second = place !== '' && html`<text class="d-place" x="${x}" y="${top + 32}">${fitting(place)}</text>`;
  return html`<rect class="d-head" x="${x - width / 2}" y="${top}" width="${width}" height="40" rx="5"/><text class="d-name" x="${x}" y="${top + (place === '' ? 24 : 17)}">${fitting(name)}</text>${second}`;
}

/** From what started a wait to its end, where both are shown. */
function bracket(
  { of, outcome }: Extract<Entry, { kind: 'timer' }>,
  x: number,
  at: ReadonlyMap<number, number>,
  y: number,
): SafeHtml | null {
  const from = of === null ? undefined : at.get(of);
  if (from === undefined || from >= y) return null;
  return html`<path class="d-wait ${outcome}" d="M${x - 2} ${from + 20}h-7V${y + 14}h7"/>`;
}
