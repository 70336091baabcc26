import type { CheckResult, ScenarioResult } from '../../result/result.ts';
import { newsFirst, sortedBy } from '../../result/verdict.ts';
import { anchorOf, anchorOfScenario } from './anchor.ts';
import { badge } from './badge.ts';
import { checkBlock } from './check.ts';
import { inTime } from './entry-label.ts';
import type { FoundCase, Material } from './material.ts';
import { pretty } from './pretty.ts';
import { html, preformatted, type SafeHtml } from './safe-html.ts';

/** Of a generated value; the replay file has the rest. */
const SHOWN = 3_000;

/** How a scenario is shown. */
interface Shown {
  readonly isOpen: boolean;
  /** Red checks over the whole run that cite its transcript. */
  readonly alsoCitedBy: readonly CheckResult[];
  /** Its diagram; null where it was not driven. */
  readonly wire: SafeHtml | null;
}

/** One scenario: its checks, what a search found, how it went on the wire, and how to drive it again. */
export function scenarioBlock(scenario: ScenarioResult, material: Material, { isOpen, alsoCitedBy, wire }: Shown): SafeHtml {
  const { id, title, verdict, area, checks, durationMs, reliesOn, replay, shared } = scenario;
  const found = material.found.get(id) ?? [];
  const verdicts = [...new Set(checks.map((check) => check.verdict))];
  const amount = `${checks.length} check${checks.length === 1 ? '' : 's'}, ${inTime(durationMs)}`;
  return html`<details class="scenario" id="${anchorOfScenario(id)}" data-v="${verdicts.join(' ')}" data-a="${area}"${isOpen && html` open`}>
<summary>${badge(verdict)} <h4>${title}</h4> <span class="aside"><code>${id}</code> ${amount}</span></summary>
<div class="inside">
${alsoCitedBy.length > 0 && html`<p class="also">Its transcript is cited by ${alsoCitedBy.map((check) => html`${badge(check.verdict)} <a href="#${anchorOf(check.id)}">${check.id}</a> `)}</p>`}
${sortedBy(newsFirst, checks).map((check) => checkBlock(check, material, id))}
${found.map((one, index) => counterexample(one, index === 0 ? replay : ''))}
${wire ?? html`<p class="dim">It was not driven, so that there is no transcript.</p>`}
${shared !== undefined && html`<p class="dim">Driven once more, alone, and only that counts; what it came to beside others is in <code>${shared.transcript.file}</code>.</p>`}
${reliesOn.length > 0 && html`<p class="dim">relies on ${reliesOn.map((control) => html`<a href="#${anchorOf(control)}">${control}</a> `)}</p>`}
${found.length === 0 && command('drive it alone', replay)}
</div>
</details>
`;
}

/** A command to copy. */
export const command = (name: string, text: string): SafeHtml =>
  html`<p class="command"><span class="dim">${name}</span> <code>${text}</code></p>`;

function counterexample({ steps, alone, seed, file, value }: FoundCase, replay: string): SafeHtml {
  const text = pretty(JSON.stringify(value) ?? '');
  const cut = text.length > SHOWN ? `${text.slice(0, SHOWN)}\n… more in ${file}` : text;
  return html`<section class="found"><h5>Smallest case that the search found</h5>
<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>
<p class="dim">${alone ? 'It fails by itself, on a fresh connection.' : 'It fails only after what came before it.'} Seed ${seed}, in <code>${file}</code>.</p>
<details class="value"><summary>what was generated</summary><pre>${preformatted(cut)}</pre></details>
${replay !== '' && command('replay it', replay)}
</section>
`;
}
