import { newsFirst, type Verdict } from '../../result/verdict.ts';
import { tone } from './badge.ts';
import { html, type SafeHtml } from './safe-html.ts';

/** Of what a bar is made: so many of each verdict, `unjudged` for what has none. */
export type Amounts = Readonly<Partial<Record<Verdict | 'unjudged', number>>>;

const WIDTH = 1000;
/** Below it a part would not be seen. */
const NARROWEST = 8;
const order = [...newsFirst, 'unjudged'] as const;

/** `3 fail, 40 pass`, worst first. */
export const amountsInWords = (amounts: Amounts): string =>
  order.flatMap((name) => ((amounts[name] ?? 0) > 0 ? [`${amounts[name]} ${name}`] : [])).join(', ');

/** One bar of all parts, worst first. A picture only: the words stand beside it. */
export function bar(amounts: Amounts): SafeHtml {
  const parts = order.flatMap((name) => ((amounts[name] ?? 0) > 0 ? [{ name, count: amounts[name] ?? 0 }] : []));
  const sum = parts.reduce((all, { count }) => all + count, 0);
  const widths = parts.map(({ count }) => Math.max(NARROWEST, (count / sum) * WIDTH));
  const scale = WIDTH / widths.reduce((all, width) => all + width, 0);
  let x = 0;
  const rects = parts.map(({ name }, index) => {
    const width = (widths[index] ?? 0) * scale;
    const rect = html`<rect class="${name === 'unjudged' ? name : tone(name)}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`;
    x += width;
    return rect;
  });
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>`;
}

/** Counts what is given by its verdict. */
export function amountsOf(all: readonly { readonly verdict: Verdict | null }[]): Amounts {
  const counts: Partial<Record<Verdict | 'unjudged', number>> = {};
  for (const { verdict } of all) counts[verdict ?? 'unjudged'] = (counts[verdict ?? 'unjudged'] ?? 0) + 1;
  return counts;
}
