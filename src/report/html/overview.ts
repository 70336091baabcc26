import { checksOf } from '../../result/checks-of.ts';
import type { Result } from '../../result/result.ts';
import { newsFirst } from '../../result/verdict.ts';
import { cut } from '../cut.ts';
import { gateLines } from '../gate-lines.ts';
import { nobodyThere } from '../nobody-there.ts';
import { verdictLine } from '../verdict-line.ts';
import { visible } from '../visible.ts';
import { badge, standing, standingSign } from './badge.ts';
import { amountsOf, bar } from './bar.ts';
import { type HtmlPart, html, type SafeHtml } from './safe-html.ts';

/** What is under test, as far as that is known: the name that the user gave, otherwise where it is. */
export function nameOf({ candidate, role }: Result): string {
  if (candidate.embedded) return `embedded reference ${role}`;
  const hosts = candidate.descriptors.flatMap(({ url }) =>
    typeof url === 'string' ? [/^\w+:\/\/([^/]+)/.exec(url)?.[1] ?? url] : [],
  );
  return candidate.name ?? (hosts.length === 0 ? `${role} without a name` : hosts.join(', '));
}

/** A title is no place for more. */
const LONGEST_NAME = 90;
/** Of what a baseline accepts, before the rest is folded. */
const ACCEPTED_SHOWN = 5;
/** Loudest first. */
const order: readonly Result['classes'][string][] = ['nonconformant', 'not exercised', 'inconclusive', 'conformant'];

/** The head of a report: who was tested, what it came to, class by class, and how many checks. */
export function overview(result: Result): SafeHtml {
  const { candidate, classes, complete, plan, role, startedAt, tool, verdict } = result;
  const amounts = amountsOf(checksOf(result));
  const name = nameOf(result);
  const nobody = nobodyThere(result);
  const gate = gateLines(result);
  const accepted = result.baseline?.accepted.length ?? 0;
  const notices = [
    ...(complete ? [] : ['The run was interrupted or ran out of time: it says nothing about what was still to come.']),
    ...(plan.selected < plan.of ? [`Only ${plan.selected} of ${plan.of} scenarios were selected.`] : []),
    ...(candidate.embedded
      ? ['No candidate was given: the verdict is about the embedded reference, and says nothing about any product.']
      : []),
    ...(nobody === null ? [] : [nobody]),
    ...gate.slice(accepted),
  ];
  const sorted = order.flatMap((one) => Object.entries(classes).filter(([, value]) => value === one));
  const legend = newsFirst.filter((one) => (amounts[one] ?? 0) > 0);
  return html`<header class="banner ${verdict}">
<p class="eyebrow">NBWSS conformance, ${role} under test</p>
<h1><span class="sign" aria-hidden="true">${standingSign(verdict)}</span> ${cut(visible(name), LONGEST_NAME)}: <strong>${complete ? '' : 'incomplete, '}${verdict}</strong></h1>
<p class="sub">${candidate.build !== null && html`build <b>${cut(visible(candidate.build), LONGEST_NAME)}</b>, `}<time datetime="${startedAt}">${when(startedAt)}</time>, ${tool.name} ${tool.version}</p>
<ul class="tiles" aria-label="Classes of conformance">${sorted.map(([key, value]) => standing(key, value))}</ul>
${notices.map((notice) => html`<p class="notice">${notice}</p>`)}${acceptedList(gate.slice(0, accepted))}
<div class="sum">${bar(amounts)}<ul class="legend" aria-label="Checks by verdict">${legend.map((one) => html`<li>${badge(one)} <b>${amounts[one] ?? 0}</b></li>`)}</ul></div>
<p class="in-short">${verdictLine(result)}</p>
</header>`;
}

function acceptedList(lines: readonly string[]): HtmlPart {
  const told = lines.map((line) => html`<p class="notice">${line}</p>`);
  return told.length <= ACCEPTED_SHOWN
    ? told
    : html`<details class="notice"><summary>${told.length} failures accepted by the baseline</summary>${told}</details>`;
}

const when = (iso: string): string => iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
