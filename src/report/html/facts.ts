import type { Result } from '../../result/result.ts';
import { pretty } from './pretty.ts';
import { html, preformatted, type SafeHtml } from './safe-html.ts';

/** What was run, with what, and when. */
export function facts({ candidate, plan, profile, seed, tool, startedAt, durationMs }: Result): SafeHtml {
  const shown: readonly (readonly [string, string])[] = [
    ['suite', `${tool.name} ${tool.version}`],
    ['digest of the suites', tool.suiteDigest],
    ['digest of the register', tool.registerDigest],
    ['scenarios', `${plan.selected} of ${plan.of}${plan.shard === null ? '' : `, shard ${plan.shard}`}`],
    ['seed', String(seed)],
    ['started', startedAt],
    ['took', `${(durationMs / 1000).toFixed(1)} s`],
  ];
  const laidOut = (name: string, value: unknown) =>
    html`<details class="value"><summary>${name}</summary><pre>${preformatted(pretty(JSON.stringify(value)))}</pre></details>`;
  return html`<dl class="facts-list">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${laidOut('profile', profile)}${candidate.descriptors.length > 0 && laidOut('descriptors', candidate.descriptors)}${candidate.tls !== null && laidOut('TLS', candidate.tls)}`;
}
