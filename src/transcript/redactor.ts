/** Below this many characters a secret is hidden by its place only: hunting it by value would eat ordinary text. */
const SHORTEST_HUNTED = 6;
/** A prefix this long gives a secret away (reliability.md §5). */
const TELLING_PREFIX = 8;

/** A cheap look before the scan: without one of these names, or an escape that could spell one, there is no place to hide. */
const worthScanning = /token|authorization|password|\\u/i;
const secretMember = new Set(['token', 'authorization', 'password']);
const nestedMember = new Set(['parameters', 'body']);

/**
 * Replaces secrets by placeholders such as `⟦token 1⟧` before anything is recorded: known values in any usual encoding, and
 * unknown values by their place (`token`, `Authorization`, `password`, also inside `parameters` and `body`). A literal `⟦` from
 * the wire becomes `\u27e6`, which is the same character inside a JSON string, so a candidate cannot forge a placeholder.
 */
export class Redactor {
  readonly #labels = new Map<string, string>();
  readonly #prefixes: { readonly secret: string; readonly label: string }[] = [];
  #pattern: RegExp | null = null;

  /** Makes a value a secret from now on; the label is what the placeholder says, e.g. `token 1, truncated`. */
  hide(secret: string, label: string): void {
    if (secret.length < SHORTEST_HUNTED) return;
    for (const [encoding, text] of encodings(secret)) {
      if (text.length >= SHORTEST_HUNTED && !this.#labels.has(text)) {
        this.#labels.set(text, encoding === '' ? label : `${label}, ${encoding}`);
      }
    }
    this.#labels.set(secret, label);
    if (secret.length > TELLING_PREFIX) this.#prefixes.push({ secret, label });
    const longestFirst = [...this.#labels.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map(escapeRegExp).join('|'), 'gi');
  }

  redact(text: string): string {
    let safe = text.includes('⟦') ? text.replaceAll('⟦', '\\u27e6') : text;
    if (this.#pattern !== null) {
      safe = safe.replace(this.#pattern, (found) => `⟦${this.#labels.get(found) ?? this.#labelIgnoringCase(found)}⟧`);
      for (const { secret, label } of this.#prefixes) safe = hidePrefix(safe, secret, label);
    }
    return worthScanning.test(safe) ? this.#hideByPlace(safe) : safe;
  }

  #labelIgnoringCase(found: string): string {
    const folded = found.toLowerCase();
    for (const [text, label] of this.#labels) if (text.toLowerCase() === folded) return `${label}, other letter case`;
    return 'secret';
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
    const inner = unquote(literal);
    if (inner === undefined) return undefined;
    const hidden = this.#hideByPlace(inner);
    return hidden === inner ? undefined : JSON.stringify(hidden);
  }

  #placeholder(literal: string): string {
    const value = unquote(literal) ?? literal.slice(1, -1);
    if (value === '' || value.includes('⟦')) return literal;
    const known = this.#prefixes.find(({ secret }) => secret.startsWith(value.slice(0, 4)));
    const starts = known === undefined ? '' : `, starts as ${known.label}`;
    return `"⟦secret, ${Buffer.byteLength(value)} bytes${starts}⟧"`;
  }
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

function hidePrefix(text: string, secret: string, label: string): string {
  const head = secret.slice(0, TELLING_PREFIX);
  let from = text.indexOf(head);
  if (from < 0) return text;
  let out = '';
  let done = 0;
  while (from >= 0) {
    let length = TELLING_PREFIX;
    while (length < secret.length && text[from + length] === secret[length]) length++;
    out += `${text.slice(done, from)}⟦${label}, first ${length} characters⟧`;
    done = from + length;
    from = text.indexOf(head, done);
  }
  return out + text.slice(done);
}

/** The ways in which a secret was seen to leak past a plain search (reliability.md §0.9). */
function* encodings(secret: string): Generator<readonly [string, string]> {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  yield ['', json];
  yield ['escaped twice', JSON.stringify(json).slice(1, -1)];
  yield ['', json.replaceAll('/', '\\/')];
  yield ['escaped', [...secret].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')];
  yield ['URL-encoded', encodeURIComponent(secret.toWellFormed())];
  yield ['XML-escaped', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')];
  yield ['hex', bytes.toString('hex')];
  yield ['base64', bytes.toString('base64').replace(/=+$/, '')];
  yield ['base64url', bytes.toString('base64url')];
  // The same bytes inside a longer encoded text stand at one of three alignments; the whole characters in between stay.
  for (const shift of [1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '');
    yield ['base64', shifted.slice(shift + 1, -1)];
  }
}

function unquote(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
