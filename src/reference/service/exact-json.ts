import { isObject } from '../../protocol/codec.ts';
import type { Json } from '../endpoint/seams.ts';

/** How objects were spelled where they came from: numbers past 2^53 would not survive a parser. */
const spellings = new WeakMap<object, string>();

/** Strings, punctuation and the rest of a valid JSON text. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/** The member of a JSON object that is an object itself, such that `stringifyExactly` spells it as the text does; else null. */
export function objectMember(text: string, name: string): Json | null {
  const object: unknown = JSON.parse(text);
  const value = isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
  if (!isObject(value)) return null;
  spellings.set(value, memberText(text, name));
  return value;
}

/** JSON text in which objects from `objectMember`, as long as they are the very same, are spelled as they came. */
export function stringifyExactly(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const spelling = spellings.get(value);
  if (spelling !== undefined) return spelling;
  if (Array.isArray(value)) return `[${value.map(stringifyExactly).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${stringifyExactly(member)}`).join(',')}}`;
}

/** The text of a member's value; of a repeated name the last counts, as to the parser. */
function memberText(text: string, name: string): string {
  let found = '';
  let depth = 0;
  let before = '';
  let key: string | null = null;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const endsValue = depth === 1 && (token === ',' || token === '}');
    if (endsValue && key !== null && JSON.parse(key) === name) found = text.slice(start, index).trim();
    if (endsValue) key = null;
    if (depth === 1 && token === ':') {
      key = before;
      start = index + 1;
    }
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    before = token;
  }
  return found;
}
