import type { CheckResult } from '../../result/result.ts';
import type { Verdict } from '../../result/verdict.ts';
import { cut } from '../cut.ts';
import type { Finding } from '../finding.ts';
import { visible } from '../visible.ts';
import { anchorOf } from './anchor.ts';
import { badge } from './badge.ts';
import { type HtmlPart, html, type SafeHtml } from './safe-html.ts';

/** So many checks that say the same are told in one line. */
const WORTH_A_GROUP = 3;
/** The check itself tells more. */
const SHORT = 100;
const LONGEST = 240;

interface Told {
  readonly verdict: Verdict;
  readonly message: string;
  readonly checks: readonly CheckResult[];
}

/** What did not pass, a line each, worst first; what many checks say in the same words is said once. */
export function findingList(all: readonly Finding[]): SafeHtml {
  const bySame = new Map<string, CheckResult[]>();
  const told: Told[] = [];
  for (const one of all) {
    if (one.kind === 'control') {
      told.push({ verdict: 'untestable', message: one.message, checks: one.checks });
      continue;
    }
    const { verdict, message } = one.check;
    const key = `${verdict} ${message}`;
    const known = bySame.get(key);
    known?.push(one.check);
    if (known !== undefined) continue;
    const checks = [one.check];
    bySame.set(key, checks);
    told.push({ verdict, message, checks });
  }
  return html`<ol class="findings">${told.flatMap(lines)}</ol>`;
}

function lines({ verdict, message, checks }: Told): readonly SafeHtml[] {
  if (checks.length < WORTH_A_GROUP) {
    return checks.map(
      ({ id, level, expected, actual }) =>
        html`<li>${badge(verdict)} <span><a href="#${anchorOf(id)}">${id}</a> <span class="level">${level}</span> ${cut(visible(message), LONGEST)}${got(expected, actual)}</span></li>\n`,
    );
  }
  const links = checks.map(({ id }) => html`<a href="#${anchorOf(id)}">${id}</a> `);
  return [
    html`<li>${badge(verdict)} <details><summary>${checks.length} checks: ${cut(visible(message), LONGEST)}</summary><p class="links">${links}</p></details></li>\n`,
  ];
}

const got = (expected: string | null, actual: string | null): HtmlPart =>
  (expected !== null || actual !== null) &&
  html`<span class="got">${[expected === null ? [] : `expected ${short(expected)}`, actual === null ? [] : `got ${short(actual)}`].flat().join('; ')}</span>`;

const short = (text: string): string => cut(visible(text), SHORT);
