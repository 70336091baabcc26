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
import { type Connections, connectionsOf, lanesFor, wayOf } from './lanes.ts';
import { type HtmlPart, html, preformatted, type SafeHtml } from './safe-html.ts';

/** How much of a transcript is shown. */
export interface Detail {
  /** Rows of the diagram. */
  readonly rows: number;
  /** Characters of a raw message. */
  readonly raw: number;
  /** Whose raw messages are there. */
  readonly rawOf: 'all' | 'cited' | 'none';
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
const FEW_LANES = 2;
/** With more, it could not be read at the width of a page, and is scrolled. */
const MANY_LANES = 5;
/** A gap of so many entries names the file that has them. */
const WORTH_THE_FILE = 5;

/** The diagram of a transcript and, beside it, the list of its entries, each opening to its raw message. */
export function conversation({ transcript, file, checks, role, connections }: Conversation, detail: Detail): SafeHtml {
  const { header, entries } = transcript;
  const items = itemsOf(transcript, checks, detail.rows);
  const known = new Map([...connections, ...connectionsOf([transcript])]);
  const way = (entry: Entry) => wayOf(entry, role, known, header.group);
  const labels = new Map<Entry, string>();
  const labelOf = (entry: Entry): string => {
    const label = labels.get(entry) ?? entryLabel(entry);
    labels.set(entry, label);
    return label;
  };
  const shown = items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : item.kind === 'lag' ? item.entries : []));
  const lanes = lanesFor(shown.filter(({ kind }) => kind !== 'mark' && kind !== 'lag').map(way), role, header.group);
  const names = new Map(lanes.map(({ key, name }) => [key, name.replace(' under test', '')]));
  const nameOf = (key: string): string => names.get(key) ?? names.get('?') ?? '';
  const citations = citationsOf(header.scenario, checks);
  const since = entries[0]?.at ?? 0;
  const amount = shown.length === entries.length ? `${entries.length} entries` : `${shown.length} of ${entries.length} entries`;
  const label = `Sequence diagram of ${header.scenario}: ${amount} between ${lanes.map(({ name }) => name).join(', ')}. The list after it has the same.`;

  const line = (item: Item): SafeHtml => {
    if (item.kind === 'gap') {
      const count = item.to - item.from + 1;
      const where = count >= WORTH_THE_FILE && html`, in <code>${file}</code>`;
      return html`<li class="left-out">⋯ ${count} ${count === 1 ? 'entry' : 'entries'} left out, #${item.from}${count > 1 && html` to #${item.to}`}${where}</li>\n`;
    }
    if (item.kind === 'lag') {
      const [first] = item.entries;
      const times = item.entries.length === 1 ? '' : `${item.entries.length} times, up to `;
      return html`<li id="${anchorOfEntry(header.scenario, first?.n ?? 0)}">${stamp(first)}own lag, ${times}${inTime(item.worstMs)}</li>\n`;
    }
    const { entry } = item;
    const cited = citations
      .get(entry.n)
      ?.map(
        ({ id, requirement, verdict }) =>
          html` <a class="${tone(verdict)}" href="#${anchorOf(id)}">${signs[verdict]} ${requirement}</a>`,
      );
    const head = html`${stamp(entry)}${route(entry)}<b>${cut(visible(labelOf(entry)), LABEL)}</b>`;
    return html`<li id="${anchorOfEntry(header.scenario, entry.n)}"${cited !== undefined && html` class="cited"`}>${opening(entry, head, cited ?? null)}</li>\n`;
  };

  const stamp = (entry: Entry | undefined): HtmlPart =>
    entry !== undefined && html`<span class="n">#${entry.n} +${((entry.at - since) / 1000).toFixed(3)} s</span> `;

  /** Between two lanes an arrow says it all to the eye. */
  const route = (entry: Entry): HtmlPart => {
    const { from, to } = way(entry);
    if (from === to || entry.kind === 'mark') return false;
    const words = `${nameOf(from)} → ${nameOf(to)}`;
    return lanes.length === 2
      ? html`<i role="img" aria-label="${words}">${to === lanes[1]?.key ? '→' : '←'}</i> `
      : html`<i>${words}:</i> `;
  };

  const opening = (entry: Entry, head: SafeHtml, cited: HtmlPart): SafeHtml => {
    const isShown = detail.rawOf === 'all' || (detail.rawOf === 'cited' && cited !== null);
    const found = isShown ? entryRaw(entry) : null;
    if (found === null) return html`${head}${cited}`;
    const rest = found.text.length - detail.raw;
    const more =
      rest > 0 && html`<p class="facts">cut here; ${rest} characters more in <code>${file}</code>, entry ${entry.n}</p>`;
    const facts = found.facts !== '' && html`<p class="facts">${found.facts}</p>`;
    return html`<details><summary>${head}</summary>${facts}<pre>${preformatted(found.text.slice(0, detail.raw))}</pre>${more}</details>${cited}`;
  };

  return html`<div class="conversation${lanes.length > FEW_LANES && html` broad`}${lanes.length > MANY_LANES && html` broader`}" data-of="${anchorOfScenario(header.scenario)}">
<figure tabindex="0" aria-label="Sequence diagram, ${header.scenario}">${diagram({ label, items, lanes, wayOf: way, labelOf, citations, since })}</figure>
<div class="entries"><p class="amount">${amount}</p><ol>
${items.map(line)}</ol></div>
</div>`;
}
