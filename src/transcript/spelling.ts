const spellings = new Map<string, RegExp>();

/** The index after the character that is spelt at a place, -1 where another one is. */
export function spellingEnd(text: string, at: number, character: string): number {
  const found = text[at];
  if (found === undefined) return -1;
  const isEscape = found === '\\' || found === '%' || found === '&';
  if (!isEscape && text.startsWith(character, at)) return at + character.length;
  if (!isEscape && character.length === 1) return found.toUpperCase() === character.toUpperCase() ? at + 1 : -1;
  let pattern = spellings.get(character);
  if (pattern === undefined) {
    pattern = new RegExp(spelt(character), 'iy');
    spellings.set(character, pattern);
  }
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/**
 * A pattern for the ways to write one character: as it is, or escaped in JSON (up to three times over), a URL or XML. The first
 * of a text takes the whole run of backslashes before it, or a run of a million would be tried from each of its places.
 */
export function spelt(character: string, place = 1): string {
  const run = place === 0 ? '(?<!\\\\)\\\\{1,7}' : '\\\\{1,7}';
  const units = character.split('').map((unit, index) => `${index === 0 ? run : '\\\\{1,7}'}u${hexOf(unit.charCodeAt(0), 4)}`);
  const percent = [...Buffer.from(character)].map((byte) => `%${hexOf(byte, 2)}`);
  const code = character.codePointAt(0) ?? 0;
  const ways = [units.join(''), percent.join(''), `&#0{0,4}${code};`, `&#x0{0,4}${hexOf(code, 0)};`];
  const entity = entities[character];
  if (entity !== undefined) ways.push(entity);
  if (character === '\\') ways.push('\\\\{4}', '\\\\{2}', '\\\\');
  else if (character === '/' || character === '"') ways.push(`(?:${run})?${character}`);
  else ways.push(escapeRegExp(character));
  const short = /^"\\([bfnrt])/.exec(JSON.stringify(character))?.[1];
  if (short !== undefined) ways.push(`${run}${short}`);
  return `(?:${ways.join('|')})`;
}

/** A text as a pattern of itself. */
export const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const hexOf = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** How many characters from `at` on belong to a JSON escape that began before it. */
export function escapeRest(text: string, at: number): number {
  const open = /\\(u[\da-f]{0,3})?$/i.exec(text.slice(Math.max(0, at - 5), at));
  if (open === null || !isOddBackslash(text, at - open[0].length)) return 0;
  if (open[1] !== undefined) return 5 - open[1].length;
  return text[at]?.toLowerCase() === 'u' ? 5 : 1;
}

/** Whether a backslash stands at `at` that the backslashes before it do not escape. */
export function isOddBackslash(text: string, at: number): boolean {
  let first = at;
  while (text[first] === '\\') first--;
  return (at - first) % 2 === 1;
}
