import { parsedJson } from '../protocol/parsed-json.ts';
import { escapeRegExp, escapeRest, isOddBackslash, spellingEnd, spelt } from './spelling.ts';

/** Below this many characters a secret is hidden by its place only: hunting it by value would eat ordinary text. */
const SHORTEST_HUNTED = 6;
/** A prefix this long gives a secret away (reliability.md §5). */
const TELLING_PREFIX = 8;

/** A cheap look before the scan: without one of these names, or an escape that could spell one, there is no place to hide. */
const worthScanning = /token|authorization|password|\\u/i;
/** What begins an escape in JSON, a URL or XML. */
const escaping = /[\\%&]/;
const secretMember = new Set(['token', 'authorization', 'password']);
const nestedMember = new Set(['parameters', 'body']);

/** A text to hunt: a secret, or one that a candidate could have made of it. */
interface Needle {
  readonly text: string;
  /** By code point. */
  readonly characters: readonly string[];
  readonly label: string;
  /** A secret itself gives itself away by its first characters; an encoded form only as a whole. */
  readonly isSecret: boolean;
}

/** The longest match of a needle at one place of a text. */
interface Match {
  readonly needle: Needle;
  readonly end: number;
  /** How many characters of the needle stand there. */
  readonly count: number;
  readonly isSameCase: boolean;
}

/**
 * Replaces secrets by placeholders such as `⟦token 1⟧` before anything is recorded: known values in any usual encoding, and
 * unknown values by their place (`token`, `Authorization`, `password`, also inside `parameters` and `body`). A literal `⟦` from
 * the wire becomes `\u27e6`, which is the same character inside a JSON string, so a candidate cannot forge a placeholder.
 */
export class Redactor {
  readonly #labels = new Set<string>();
  readonly #needles: Needle[] = [];
  #byFirst: ReadonlyMap<string, readonly Needle[]> = new Map();
  /** The beginnings of all needles as they are, for text in which nothing is escaped: most of what crosses the wire. */
  #plain: RegExp | null = null;
  /** The same in any spelling; made when the first text with an escape comes, since it is large. */
  #spelt: RegExp | null = null;

  /** Makes a value a secret from now on; the label is what the placeholder says, e.g. `token 1, truncated`. */
  hide(secret: string, label: string): void {
    this.#labels.add(label);
    if (secret.length < SHORTEST_HUNTED || this.#needles.some((needle) => needle.text === secret && needle.label === label))
      return;
    for (const [encoding, text] of encodings(secret)) {
      if (text.length < SHORTEST_HUNTED) continue;
      const isSecret = encoding === '';
      this.#needles.push({ text, characters: [...text], label: isSecret ? label : `${label}, ${encoding}`, isSecret });
    }
    this.#plain = null;
    this.#spelt = null;
  }

  /** Made anew by the first text after a secret was added, since a run adds many at once. */
  #plainHeads(): RegExp {
    if (this.#plain === null) this.#byFirst = byFirstCharacter(this.#needles);
    this.#plain ??= this.#headPattern(escapeRegExp);
    return this.#plain;
  }

  #anySpelling(): RegExp {
    this.#spelt ??= this.#headPattern(spelt);
    return this.#spelt;
  }

  #headPattern(spell: (character: string, place: number) => string): RegExp {
    // Most of them are the same, and to spell one is dear.
    const heads = new Set(this.#needles.map(({ characters }) => characters.slice(0, TELLING_PREFIX).join('')));
    return new RegExp([...heads].map((head) => [...head].map(spell).join('')).join('|'), 'gi');
  }

  redact(text: string): string {
    return this.#redact(text.includes('⟦') ? text.replaceAll('⟦', '\\u27e6') : text);
  }

  #redact(text: string): string {
    const safe = this.#hideByValue(text);
    return worthScanning.test(safe) ? this.#hideByPlace(safe) : safe;
  }

  #hideByValue(text: string): string {
    if (this.#needles.length === 0) return text;
    const plain = this.#plainHeads();
    const pattern = escaping.test(text) ? this.#anySpelling() : plain;
    let out = '';
    let copied = 0;
    pattern.lastIndex = 0;
    for (let head = pattern.exec(text); head !== null; head = pattern.exec(text)) {
      const match = this.#longestMatch(text, head.index);
      pattern.lastIndex = match?.end ?? head.index + 1;
      if (match === undefined) continue;
      // What belongs to an escape that began before or ends after the match stays, so that JSON remains JSON.
      const from = head.index + escapeRest(text, head.index);
      const to = match.end - (isOddBackslash(text, match.end - 1) ? 1 : 0);
      out += `${text.slice(copied, from)}⟦${sayMatch(match)}⟧`;
      copied = to;
    }
    return out + text.slice(copied);
  }

  #longestMatch(text: string, at: number): Match | undefined {
    let best: Match | undefined;
    // Escaped, the first character may be any; as it is, it leaves few needles to try.
    const first = text[at] ?? '';
    const needles = '\\%&'.includes(first) ? this.#needles : (this.#byFirst.get(first.toUpperCase()) ?? this.#needles);
    for (const needle of needles) {
      const match = matchAt(text, at, needle);
      if (match !== undefined && (best === undefined || isBetter(match, best))) best = match;
    }
    return best;
  }

  /** Walks the string literals once, left to right, in linear time whatever the text is: it need not be valid JSON. */
  #hideByPlace(text: string): string {
    let out = '';
    let copied = 0;
    let at = text.indexOf('"');
    while (at >= 0) {
      const end = literalEnd(text, at);
      if (end < 0) break;
      const value = valueStart(text, end);
      const valueEnd = value < 0 ? -1 : literalEnd(text, value);
      if (valueEnd < 0) {
        at = text.indexOf('"', end);
        continue;
      }
      const hidden = this.#hideMember(unquote(text.slice(at, end))?.toLowerCase() ?? '', text.slice(value, valueEnd));
      if (hidden !== undefined) {
        out += text.slice(copied, value) + hidden;
        copied = valueEnd;
      }
      at = text.indexOf('"', valueEnd);
    }
    return out + text.slice(copied);
  }

  #hideMember(name: string, literal: string): string | undefined {
    if (secretMember.has(name)) return this.#placeholder(literal);
    if (!nestedMember.has(name)) return undefined;
    // A `⟦` of the wire stands escaped here and one of ours does not; that must survive the unquoting.
    const inner = unquote(literal.replace(/\\(?:u27e6|[\s\S])/gi, (found) => (found.length > 2 ? `\\${found}` : found)));
    if (inner === undefined) return undefined;
    const hidden = this.#redact(inner);
    return hidden === inner ? undefined : JSON.stringify(hidden);
  }

  #placeholder(literal: string): string {
    const value = unquote(literal) ?? literal.slice(1, -1);
    // What our own side shows in place of its token; from a candidate it is no secret either, and stays escaped.
    if (value === '' || (value.startsWith('⟦') && this.#labels.has(value.slice(1, -1)))) return literal;
    const known = this.#needles.find(({ isSecret, text }) => isSecret && value.length >= 4 && text.startsWith(value.slice(0, 4)));
    const starts = known === undefined ? '' : `, starts as ${known.label}`;
    const parts = literal.slice(1, -1).split(/(⟦[^⟧]*⟧)/);
    const hidden = parts.map((part) =>
      /^(?:⟦.*|\s*|(?:Bearer|Basic) )$/i.test(part) ? part : `⟦secret, ${bytesOf(part)} bytes${starts}⟧`,
    );
    return `"${hidden.join('')}"`;
  }
}

function byFirstCharacter(needles: readonly Needle[]): ReadonlyMap<string, readonly Needle[]> {
  const groups = new Map<string, Needle[]>();
  for (const needle of needles) {
    const first = needle.characters[0]?.toUpperCase() ?? '';
    groups.set(first, [...(groups.get(first) ?? []), needle]);
  }
  return groups;
}

/** How much of a needle stands at a place, in any spelling; undefined where that is too little to tell anything. */
function matchAt(text: string, at: number, needle: Needle): Match | undefined {
  const { characters, isSecret } = needle;
  let end = at;
  let count = 0;
  let isSameCase = true;
  for (const character of characters) {
    const next = spellingEnd(text, end, character);
    if (next < 0) break;
    if (next === end + 1 && text[end] !== character) isSameCase = false;
    end = next;
    count += 1;
  }
  if (count < characters.length && (!isSecret || count < TELLING_PREFIX)) return undefined;
  return { needle, end, count, isSameCase };
}

function isBetter(a: Match, b: Match): boolean {
  if (a.end !== b.end) return a.end > b.end;
  const [aWhole, bWhole] = [a.count === a.needle.characters.length, b.count === b.needle.characters.length];
  return aWhole === bWhole ? a.isSameCase && !b.isSameCase : aWhole;
}

function sayMatch({ needle, count, isSameCase }: Match): string {
  if (count < needle.characters.length) return `${needle.label}, first ${count} characters`;
  return isSameCase || !needle.isSecret ? needle.label : `${needle.label}, other letter case`;
}

/** The index after the closing quote of the literal that opens at `start`, -1 where it never closes. */
function literalEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === 0x22) return i + 1;
  }
  return -1;
}

/** The index of the string literal that follows a colon after `from`, -1 where none does. */
function valueStart(text: string, from: number): number {
  const found = /\s*:\s*"/y;
  found.lastIndex = from;
  return found.test(text) ? found.lastIndex - 1 : -1;
}

/** The texts to hunt for a secret (reliability.md §0.9); how each of their characters may be escaped is told by {@link spelt}. */
function* encodings(secret: string): Generator<readonly [string, string]> {
  const bytes = Buffer.from(secret);
  yield ['', secret];
  yield ['hex', bytes.toString('hex')];
  // Inside a longer encoded text the same bytes stand at one of three alignments; the characters that are theirs alone are hunted.
  for (const shift of [0, 1, 2]) {
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(encoding);
      if (shift === 0) yield [encoding, text.replace(/=+$/, '')];
      yield [encoding, text.slice(shift === 0 ? 0 : shift + 1, whole)];
    }
  }
}

const bytesOf = (inLiteral: string): number => Buffer.byteLength(unquote(`"${inLiteral}"`) ?? inLiteral);

function unquote(literal: string): string | undefined {
  const value = parsedJson(literal);
  return typeof value === 'string' ? value : undefined;
}
