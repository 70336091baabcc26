import { visible } from '../visible.ts';

/** Markup that is safe as it stands: only `html`, `preformatted` and `trusted` make it. */
export class SafeHtml {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** For texts of our own, such as a style sheet; never for anything that a candidate had a hand in. */
  static trusted(text: string): SafeHtml {
    return new SafeHtml(text);
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template takes; an array is joined, `null` and `false` are nothing. */
export type HtmlPart = SafeHtml | string | number | null | false | readonly HtmlPart[];

/**
 * Markup with every text in it escaped and made visible (see `visible`), in an element's content as in a quoted attribute. Only
 * markup of `html` itself goes in as it is, so that forgetting to escape is no mistake that one can make.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): SafeHtml {
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) text += written(part) + (strings[index + 1] ?? '');
  return SafeHtml.trusted(text);
}

/** A text for `<pre>`, whose line feeds and tabs stay; quotes stay too, so it is no attribute. */
export const preformatted = (text: string): SafeHtml =>
  SafeHtml.trusted(visible(text, { keepNewlines: true }).replace(/[&<>]/g, (one) => entities[one] ?? one));

/** Nothing at all. */
export const nothing: SafeHtml = SafeHtml.trusted('');

function written(part: HtmlPart): string {
  if (part instanceof SafeHtml) return part.toString();
  if (part === null || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string' && plain.test(part)) return part;
  return typeof part === 'string' ? visible(part).replace(/[&<>"']/g, (one) => entities[one] ?? one) : part.map(written).join('');
}

/** Most texts are of these alone. */
const plain = /^[\w .,:;/#()=+-]*$/;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
