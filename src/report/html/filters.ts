import { checksOf } from '../../result/checks-of.ts';
import type { Result } from '../../result/result.ts';
import { newsFirst } from '../../result/verdict.ts';
import { badge } from './badge.ts';
import { html, type SafeHtml } from './safe-html.ts';

/** What narrows the scenarios down by verdict, area and text; shown by the script, without which it could do nothing. */
export function filters(result: Result, areas: readonly string[]): SafeHtml {
  const checks = checksOf(result);
  const present = newsFirst.filter((verdict) => checks.some((check) => check.verdict === verdict));
  return html`<form class="filters" role="search" aria-label="Filter the scenarios" hidden>
<fieldset><legend class="vh">Verdict of a check</legend>${present.map((verdict) => html`<label><input type="checkbox" name="v" value="${verdict}" checked> ${badge(verdict)}</label>`)}</fieldset>
<label>Area <select name="a"><option value="">all</option>${areas.map((area) => html`<option>${area}</option>`)}</select></label>
<label class="search">Text <input type="search" name="q" placeholder="requirement, message, id"></label>
<span class="buttons"><button type="button" data-all="open">Open all</button> <button type="button" data-all="close">Close all</button></span>
<output class="shown"></output>
</form>`;
}
