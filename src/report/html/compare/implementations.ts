import { checksOf } from '../../../result/checks-of.ts';
import type { Result } from '../../../result/result.ts';
import { standing, standingSign } from '../badge.ts';
import { amountsInWords, amountsOf, bar } from '../bar.ts';
import { type HtmlPart, html, type SafeHtml } from '../safe-html.ts';
import type { Comparison } from './comparison.ts';
import type { RunView } from './run-view.ts';
import { short } from './short.ts';

/** Of a condition; result.json has the rest. */
const TOLD = 240;

/** Who is compared: a card each, with what its run came to. */
export const implementations = (views: readonly RunView[]): SafeHtml => html`<ol class="cards">${views.map(card)}</ol>`;

function card({ result, report, number, name }: RunView): SafeHtml {
  const { candidate, classes, complete, plan, startedAt, tool, verdict } = result;
  const amounts = amountsOf(checksOf(result));
  const accepted = result.baseline?.accepted.length ?? 0;
  const notices = [
    ...(complete ? [] : ['Interrupted, or out of time: it says nothing about what was still to come.']),
    ...(plan.selected < plan.of ? [`Only ${plan.selected} of ${plan.of} scenarios.`] : []),
    ...(candidate.embedded ? ['The embedded reference, no product.'] : []),
    ...(accepted === 0 ? [] : [`Its baseline accepts ${accepted} of what is red; the verdicts do not.`]),
  ];
  return html`<li class="card ${verdict}" id="run-${number}"><h3><span class="number">${number}</span> ${name}</h3>
<p class="card-verdict"><span aria-hidden="true">${standingSign(verdict)}</span> ${complete ? '' : 'incomplete, '}${verdict}</p>
<p class="dim">${candidate.build !== null && html`build <b>${short(candidate.build)}</b>, `}${editionOf(result)}<time datetime="${startedAt}">${short(startedAt.replace('T', ' ').replace(/:\d\d\.\d+Z$/, ' UTC'))}</time>, ${short(`${tool.name} ${tool.version}`)}</p>
<ul class="tiles" aria-label="Classes of conformance">${Object.entries(classes).map(([key, value]) => standing(short(key), value))}</ul>
${bar(amounts)}<p class="dim">checks: ${amountsInWords(amounts)}${report !== null && html`; <a href="${report}">its report.html</a>`}</p>
${notices.map((notice) => html`<p class="notice">${notice}</p>`)}</li>
`;
}

/** `edition 8.1.1, `, where one was named. */
export const editionOf = ({ profile: { edition } }: Result): HtmlPart =>
  typeof edition === 'string' && html`edition <b>${short(edition)}</b>, `;

/** In what the runs were not judged alike, as loud as it has to be; nothing where they were. */
export function caveats({ conditions }: Comparison, views: readonly RunView[]): HtmlPart {
  return (
    conditions.length > 0 &&
    html`<section class="caveats" aria-labelledby="caveats"><h2 id="caveats"><span aria-hidden="true">⚠</span> Not judged alike: ${conditions.map(({ what }, index) => html`${index > 0 && ', '}${what}`)}</h2>
<p>A difference below may come from there, and not from the implementation.</p>
<div class="wide" tabindex="0" role="region" aria-label="Conditions that are not the same"><table><thead><tr><th scope="col">condition</th>${views.map(({ number, name }) => html`<th scope="col">${number} ${name}</th>`)}</tr></thead><tbody>
${conditions.map(({ what, values }) => html`<tr><th scope="row">${what}</th>${values.map((value) => html`<td>${short(withoutEnd(value), TOLD)}</td>`)}</tr>\n`)}</tbody></table></div></section>`
  );
}

/** A digest by its first figures, which tell it from another. */
const withoutEnd = (value: string): string => value.replace(/^(?:sha256:)?([0-9a-f]{12})[0-9a-f]{20,}$/, '$1…');
