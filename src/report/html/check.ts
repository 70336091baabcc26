import type { CheckResult } from '../../result/result.ts';
import { cut } from '../cut.ts';
import { visible } from '../visible.ts';
import { anchorOf, anchorOfEntry, anchorOfRow, anchorOfScenario } from './anchor.ts';
import { badge, tone } from './badge.ts';
import type { Material } from './material.ts';
import { type HtmlPart, html, preformatted, type SafeHtml } from './safe-html.ts';

/** In characters; result.json has the rest. */
const TOLD = 1_200;
const CITED = 8;

/** One check: what is required and where, what was expected and seen, and the entries that show it. */
export function checkBlock(check: CheckResult, { requirements, result }: Material, scenario = ''): SafeHtml {
  const { id, requirement, level, verdict, reason, message, expected, actual } = check;
  const row = requirements.get(requirement);
  const accepted = result.baseline?.accepted.find((one) => one.check === id);
  const compared =
    (expected !== null || actual !== null) &&
    html`<dl class="compared">${told('expected', expected)}${told('actual', actual)}</dl>`;
  return html`<article class="check ${tone(verdict)}" id="${anchorOf(id)}" data-v="${verdict}">
<p class="check-head">${badge(verdict)} <a class="req" href="#${anchorOfRow(requirement)}">${requirement}</a> <span class="level">${level}</span> <span class="text">${required(row?.text ?? '')}</span>${row !== undefined && html` <span class="source">${place(row.source)}</span>`} <a class="own" href="#${anchorOf(id)}" aria-label="Link to this check">¶</a></p>
${message !== '' && html`<p class="message">${cut(visible(message), TOLD)}${reason !== null && html` <code class="reason">${reason}</code>`}</p>`}
${accepted !== undefined && html`<p class="accepted">accepted by the baseline: ${accepted.reason}</p>`}
${compared}${evidence(check, scenario)}</article>
`;
}

/** `guide 1.6 p.17`, or an RFC. */
export const place = (source: string): string => (/^\d/.test(source) ? `guide ${source}` : source);

const told = (name: string, text: string | null): HtmlPart =>
  text !== null && html`<div><dt>${name}</dt><dd><pre>${preformatted(cut(text, TOLD))}</pre></dd></div>`;

/** A statement of the register, in which back quotes mark code and two asterisks a stress. */
export const required = (text: string): HtmlPart =>
  text.split(/(`[^`]*`|\*\*[^*]*\*\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith('**') ? html`<em>${part.slice(2, -2)}</em>` : part;
  });

/** Entries by transcript, that of `scenario` unnamed; the script opens those that are shown. */
export function evidence({ evidence: cited }: Pick<CheckResult, 'evidence'>, scenario = ''): HtmlPart {
  if (cited.length === 0) return false;
  const all = [...new Map(cited.map((one) => [anchorOfEntry(one.transcript, one.entry), one])).values()];
  const transcripts = [...new Set(all.map(({ transcript }) => transcript))];
  let left = CITED;
  const parts = transcripts.flatMap((transcript) => {
    const entries = all.filter((one) => one.transcript === transcript).slice(0, left);
    left -= entries.length;
    if (entries.length === 0) return [];
    const links = entries.map(({ entry }) => html` <a href="#${anchorOfEntry(transcript, entry)}">#${entry}</a>`);
    return [
      html`<span class="where">${transcript !== scenario && html`<a href="#${anchorOfScenario(transcript)}">${transcript}</a>`}${links}</span> `,
    ];
  });
  const more = all.length - CITED;
  return html`<p class="evidence">shown by ${parts}${more > 0 && html`and ${more} more`}</p>`;
}
