import { cut } from './cut.ts';
import { visible } from './visible.ts';

/** So that a cell of a report stays one that can be read, and the report one that can be shown. */
const MOST_COLUMNS = 300;

/** A text of a candidate in Markdown: no markup, link, mention, emoji or end of a cell; what could be is written as an entity. */
export const inert = (text: string): string =>
  cut(visible(text), MOST_COLUMNS).replace(/[&<>|`*_[\]~@\\$#]|:(?![A-Z0-9 ])|(?<=www)\./gi, (one) => `&#${one.charCodeAt(0)};`);

/** A table in Markdown; its cells are inert already. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
