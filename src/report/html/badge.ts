import type { Result } from '../../result/result.ts';
import type { Verdict } from '../../result/verdict.ts';
import { html, type SafeHtml } from './safe-html.ts';

export type Standing = Result['classes'][string];

/** A sign beside the word, so that no verdict is told by colour alone. */
export const signs: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✕',
  error: '⚡',
  untestable: '?',
  'not-applicable': '–',
};

const standingSigns: Readonly<Record<Standing, string>> = {
  conformant: '✓',
  nonconformant: '✕',
  inconclusive: '?',
  'not exercised': '∅',
};

/** The class of the style sheet for a verdict. */
export const tone = (verdict: Verdict): string => (verdict === 'not-applicable' ? 'na' : verdict);

export const badge = (verdict: Verdict): SafeHtml =>
  html`<span class="badge ${tone(verdict)}"><span aria-hidden="true">${signs[verdict]}</span> ${verdict}</span>`;

/** A class of conformance with its verdict; one that nobody has looked at is as loud as one that failed. */
export const standing = (name: string, verdict: Standing): SafeHtml =>
  html`<li class="tile ${verdict.replace(' ', '-')}"><span class="tile-name">${name}</span> <span class="tile-verdict"><span aria-hidden="true">${standingSigns[verdict]}</span> ${verdict}</span></li>`;

export const standingSign = (verdict: Standing): string => standingSigns[verdict];
