import { createHash } from 'node:crypto';
import { html, SafeHtml } from './safe-html.ts';
import { script as filters } from './script.ts';
import { style as base } from './style.ts';

/** One self-contained document. */
export interface Page {
  readonly title: string;
  /** Words of the skip link and of the bar at the side: where the page's parts are, by anchor. */
  readonly contents?: readonly {
    readonly anchor: string;
    readonly name: string;
    readonly note?: SafeHtml;
    readonly isPart?: boolean;
  }[];
  /** The banner; it holds the only `h1`. */
  readonly header: SafeHtml;
  readonly main: SafeHtml;
  readonly footer?: SafeHtml;
  /** Rules of this page beside the common ones; of our own making. */
  readonly style?: string;
  /** A script beside the common one; of our own making. */
  readonly script?: string;
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Writes a page that loads nothing and runs nothing but what its policy names by hash, so that markup which slipped through could
 * neither run nor call home. Everything can be read with scripts off; what needs the script is shown by it.
 */
export function page({ title, contents = [], header, main, footer, style = '', script = '' }: Page): string {
  const [styles, scripts] = [base + style, filters + script];
  const policy = [
    "default-src 'none'",
    `style-src ${hash(styles)}`,
    `script-src ${hash(scripts)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const nav =
    contents.length > 0 &&
    html`<nav class="contents" aria-label="Contents"><ul>${contents.map(
      ({ anchor, name, note, isPart = false }) =>
        html`<li${isPart && html` class="part"`}><a href="#${anchor}"><span>${name}</span>${note ?? null}</a></li>\n`,
    )}</ul></nav>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${SafeHtml.trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${SafeHtml.trusted(styles)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${header}
<div class="frame">
${nav}
<main id="main" tabindex="-1">
${main}
</main>
</div>
${footer === undefined ? null : html`<footer class="foot">${footer}</footer>`}
<script>${SafeHtml.trusted(scripts)}</script>
</body>
</html>
`.toString();
}
