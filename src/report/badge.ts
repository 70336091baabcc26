import type { Result } from '../result/result.ts';
import { cut } from './cut.ts';
import { html, SafeHtml } from './html/safe-html.ts';
import { visible } from './visible.ts';

type Standing = Result['classes'][string];

/** White text on each has a contrast of 4.5 or more; the colours of `report.html`, where nothing but conformant is calm. */
const looks: Readonly<Record<Standing, { readonly color: string; readonly sign: string }>> = {
  conformant: { color: '#1a7f37', sign: 'M3 7.5 6 10.5 11 4' },
  nonconformant: { color: '#b3141f', sign: 'M3.5 3.5 10.5 10.5M10.5 3.5 3.5 10.5' },
  inconclusive: { color: '#6a2aa8', sign: 'M4.2 5.2a2.8 2.6 0 1 1 4.2 2.2Q7 8.2 7 9.2M7 11.4v.6' },
  'not exercised': { color: '#8a4100', sign: 'M7 2.5a4.5 4.5 0 1 0 .01 0M3.5 10.5 10.5 3.5' },
};
/** Of a conformant class in a part of the suite: not what a whole run earns. */
const PARTIAL = '#57606a';

/** Of texts that a saved result could have of any length. */
const LONGEST = 60;
const HEIGHT = 20;
const SIGN = 14;
const GAP = 6;

/** Writes a badge for each class, as an SVG and as the JSON that an endpoint badge of shields.io reads, by file name. */
export function badges(result: Result): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(result.classes).flatMap(([name, verdict]) => {
      const told = badgeOf(result, name, verdict);
      const { label, message, color } = told;
      // Whoever shows it cannot then paint it in another colour.
      const isError = verdict === 'conformant' ? {} : { isError: true };
      const file = `badges/${name.replace(/[^\w-]/g, '_')}`;
      return [
        [`${file}.svg`, svg(told)],
        [`${file}.json`, `${JSON.stringify({ schemaVersion: 1, label, message, color, ...isError }, null, 2)}\n`],
      ] as const;
    }),
  );
}

interface Badge {
  readonly label: string;
  readonly message: string;
  readonly color: string;
  readonly sign: string;
  /** For whoever does not see it, or hovers over it. */
  readonly title: string;
}

/** What it says: of the reference, of a part and of a run that was cut short as well, so that it is pinned to nothing else. */
function badgeOf({ candidate, role, plan, complete, tool, startedAt }: Result, name: string, verdict: Standing): Badge {
  const isPartial = plan.selected < plan.of;
  const label = shown(`NBWSS ${name}${candidate.embedded ? ' (reference)' : ''}`);
  const scope = isPartial ? ` in ${plan.selected} of ${plan.of} scenarios` : '';
  const message = shown(`${complete ? '' : 'incomplete, '}${verdict}${scope}`);
  const look = looks[verdict];
  const isLess = verdict === 'conformant' && (isPartial || !complete);
  const who = candidate.embedded
    ? `embedded reference ${role}`
    : [role, candidate.name, candidate.build].filter((part) => part !== null).join(' ');
  const title = `${label}: ${message} (${shown(who)}, ${shown(`${tool.name} ${tool.version}`)}, ${shown(startedAt.slice(0, 10))})`;
  return { label, message, color: isLess ? PARTIAL : look.color, sign: look.sign, title };
}

const shown = (text: string): string => cut(visible(text), LONGEST);

/** In pixels, at 11 px: about what a sans serif takes; the text is fitted to it whatever the font. */
const widthOf = (text: string): number =>
  Math.round(
    [...text].reduce(
      (sum, one) => sum + (/[ijl.,:'|()/ ftr]/.test(one) ? 4.1 : /[mwMWN@%]/.test(one) ? 9.6 : /[A-Z…]/.test(one) ? 7.6 : 6.8),
      0,
    ),
  );

function svg({ label, message, color, sign, title }: Badge): string {
  const [labelled, told] = [widthOf(label), widthOf(message)];
  const left = labelled + 2 * GAP;
  const from = left + GAP + SIGN + 3;
  const width = from + told + GAP;
  const text = (x: number, length: number, what: string) =>
    html`<text x="${x}" y="14" textLength="${length}" lengthAdjust="spacingAndGlyphs">${what}</text>`;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}">
<title>${title}</title>
<path d="M${left} 0v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#333a42"/><path d="M${left} 0h${width - left - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${left}z" fill="${SafeHtml.trusted(color)}"/>
<path transform="translate(${left + GAP} 3)" d="${sign}" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
<g fill="#fff" font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="11" aria-hidden="true">${text(GAP, labelled, label)}${text(from, told, message)}</g>
</svg>
`.toString();
}
