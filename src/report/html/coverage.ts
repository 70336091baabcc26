import { binds } from '../../protocol/binds.ts';
import type { RequirementResult } from '../../result/result.ts';
import { anchorOf, anchorOfRow } from './anchor.ts';
import { badge } from './badge.ts';
import { amountsInWords, amountsOf, bar } from './bar.ts';
import { place, required } from './check.ts';
import type { Material } from './material.ts';
import { html, type SafeHtml } from './safe-html.ts';

/** What the letters stand for that the ids of requirements begin with. */
export const areas: Readonly<Record<string, string>> = {
  MSG: 'Envelope and correlation',
  CON: 'Connection and CONNECT',
  CMD: 'REST calls over COMMAND',
  NTF: 'Notification content',
  ACK: 'Acknowledgement',
  DLV: 'Guaranteed delivery',
  KAL: 'Keep alive',
  GRP: 'Server groups and failover',
  DSC: 'Descriptor and registration',
  TLS: 'Transport security',
  CFG: 'Properties of the service',
  DEC: 'Undecodable messages',
};
/** Links of one row. */
const LINKED = 6;

const areaOf = (id: string): string => id.split('-')[0] ?? id;

/** The rows of the register that bind the candidate, by area: how they fared, and why some have no verdict. */
export function coverage({ result, requirements }: Material): SafeHtml {
  const bound = result.requirements.filter((row) => binds(result.role, row));
  const names = [...new Set(bound.map(({ id }) => areaOf(id)))];
  const judged = bound.filter(({ verdict }) => verdict !== null).length;
  const untestable = bound.filter(({ verdict }) => verdict === 'untestable').length;
  return html`<p>${judged} of the ${bound.length} requirements that bind ${result.role === 'endpoint' ? 'an endpoint' : 'a service'} have a verdict${untestable > 0 && html`, <b>${untestable} of them untestable</b>`}; each of the others says why not.</p>
<div class="areas">${names.map((name) =>
    areaBlock(
      name,
      bound.filter(({ id }) => areaOf(id) === name),
    ),
  )}</div>
`;

  function areaBlock(name: string, rows: readonly RequirementResult[]): SafeHtml {
    const amounts = amountsOf(rows);
    const done = rows.filter(({ verdict }) => verdict !== null).length;
    return html`<details class="area"><summary><span class="area-id">${name}</span> <span class="area-name">${areas[name] ?? ''}</span> ${bar(amounts)} <span class="area-sum">${done} of ${rows.length}<span class="vh"> judged: ${amountsInWords(amounts)}</span></span></summary>
<div class="wide" tabindex="0" role="region" aria-label="Requirements of ${name}"><table><thead><tr><th scope="col">requirement</th><th scope="col">verdict</th><th scope="col">what is required, and where</th><th scope="col">checks</th></tr></thead><tbody>
${rows.map(row)}</tbody></table></div></details>
`;
  }

  function row({ id, level, verdict, checks, reason }: RequirementResult): SafeHtml {
    const text = requirements.get(id);
    const links = checks.slice(0, LINKED).map((check) => html`<a href="#${anchorOf(check)}">${check}</a> `);
    return html`<tr id="${anchorOfRow(id)}"><th scope="row">${id}<span class="level">${level}</span></th><td>${verdict === null ? html`<span class="badge unjudged">no verdict</span>` : badge(verdict)}</td><td>${required(text?.text ?? '')}${text !== undefined && html` <span class="source">${place(text.source)}</span>`}${reason !== null && html`<span class="why">${reason}</span>`}</td><td class="links">${links}${checks.length > LINKED && html`and ${checks.length - LINKED} more`}</td></tr>
`;
  }
}
