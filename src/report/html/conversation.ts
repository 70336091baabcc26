import type { CheckResult, Result } from '../../result/result.ts';
import type { Entry, Transcript } from '../../transcript/entry.ts';
import { cut } from '../cut.ts';
import { visible } from '../visible.ts';
import { anchorOf, anchorOfEntry, anchorOfScenario } from './anchor.ts';
import { signs, tone } from './badge.ts';
import { diagram } from './diagram.ts';
import { entryLabel, inTime } from './entry-label.ts';
import { entryRaw } from './entry-raw.ts';
import { citationsOf, type Item, itemsOf } from './items.ts';
import { type Connections, lanesFor, wayOf } from './lanes.ts';
import { html, type Part, preformatted, type SafeHtml } from './safe-html.ts';

/** How much of a transcript is shown. */
export interface Detail {
  /** Rows of the diagram. */
  readonly rows: number;
  /** Characters of a raw message; zero for none. */
  readonly raw: number;
}

/** A transcript, and what is known of it. */
export interface Conversation {
  readonly transcript: Transcript;
  /** Relative to the folder of the run. */
  readonly file: string;
  /** Those whose evidence is marked. */
  readonly checks: readonly CheckResult[];
  readonly role: Result['role'];
  readonly connections: Connections;
}

const LABEL = 160;
/** With more, a diagram needs the whole width. */
const FEW_LANES = 3;

/** The diagram of a transcript and, beside it, the list of its entries, each opening to its raw message. */
export function conversation({ transcript, file, checks, role, connections }: Conversation, { rows, raw }: Detail): SafeHtml {
  const { header, entries } = transcript;
  const items = itemsOf(transcript, checks, rows);
  const way = (entry: Entry) => wayOf(entry, role, connections, header.group);
  const shown = items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : []));
  const lanes = lanesFor(shown.filter(({ kind }) => kind !== 'mark').map(way), role, header.group);
  const names = new Map(lanes.map(({ key, name }) => [key, name.replace(' under test', '')]));
  const nameOf = (key: string): string => names.get(key) ?? names.get('?') ?? '';
  const citations = citationsOf(header.scenario, checks);
  const since = entries[0]?.at ?? 0;
  const amount = shown.length === entries.length ? `${entries.length} entries` : `${shown.length} of ${entries.length} entries`;
  const label = `Sequence diagram of ${header.scenario}: ${amount} between ${lanes.map(({ name }) => name).join(', ')}. The list after it has the same.`;

  const line = (item: Item): SafeHtml => {
    if (item.kind === 'gap') {
      const count = item.to - item.from + 1;
      return html`<li class="left-out">⋯ ${count} ${count === 1 ? 'entry' : 'entries'} left out, #${item.from}${count > 1 && html` to #${item.to}`}: <code>${file}</code></li>\n`;
    }
    if (item.kind === 'lag') {
      const [first] = item.entries;
      return html`<li id="${anchorOfEntry(header.scenario, first?.n ?? 0)}">${stamp(first)}own lag, ${item.entries.length === 1 ? '' : `${item.entries.length} times, up to `}${inTime(item.worstMs)}</li>\n`;
    }
    const { entry } = item;
    const { from, to } = way(entry);
    const isWay = from !== to && entry.kind !== 'mark';
    const words = isWay ? `${nameOf(from)} → ${nameOf(to)}: ` : '';
    const route =
      isWay && lanes.length === 2
        ? html`<span class="vh">${words}</span><span class="route" aria-hidden="true">${to === lanes[1]?.key ? '→' : '←'}</span> `
        : html`<span class="route">${words}</span>`;
    const cited = citations
      .get(entry.n)
      ?.map(
        ({ id, requirement, verdict }) =>
          html` <a class="cite ${tone(verdict)}" href="#${anchorOf(id)}" title="${verdict}: ${id}"><span aria-hidden="true">${signs[verdict]}</span> ${requirement}</a>`,
      );
    const head = html`${stamp(entry)}${route}<span class="what">${cut(visible(entryLabel(entry)), LABEL)}</span>`;
    return html`<li id="${anchorOfEntry(header.scenario, entry.n)}"${cited !== undefined && html` class="cited"`}>${opening(entry, head, cited ?? null)}</li>\n`;
  };

  const stamp = (entry: Entry | undefined): Part =>
    entry !== undefined &&
    html`<span class="n">#${entry.n}</span> <span class="t">+${((entry.at - since) / 1000).toFixed(3)} s</span> `;

  const opening = (entry: Entry, head: SafeHtml, cited: Part): SafeHtml => {
    const found = raw === 0 ? null : entryRaw(entry);
    if (found === null) return html`<div class="line">${head}${cited}</div>`;
    const rest = found.text.length - raw;
    const more =
      rest > 0 && html`<p class="facts">cut here; ${rest} characters more in <code>${file}</code>, entry ${entry.n}</p>`;
    return html`<details><summary>${head}</summary>${found.facts !== '' && html`<p class="facts">${found.facts}</p>`}<pre>${preformatted(found.text.slice(0, raw))}</pre>${more}</details>${cited !== null && html`<div class="cites">${cited}</div>`}`;
  };

  return html`<div class="conversation${lanes.length > FEW_LANES && html` broad`}" data-of="${anchorOfScenario(header.scenario)}">
<figure tabindex="0" aria-label="Sequence diagram, ${header.scenario}">${diagram({ label, items, lanes, wayOf: way, citations, since })}</figure>
<div class="entries"><p class="amount">${amount}</p><ol>
${items.map(line)}</ol></div>
</div>`;
}
