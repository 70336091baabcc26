/** Bounds what a message may cost before it is parsed: UTF-16 `length` of its text and `depth` of nested containers. */
export interface PrescanLimits {
  readonly length: number;
  readonly depth: number;
}

/**
 * Tells one thing that `JSON.parse` hides or chokes on.
 *
 * `path` is an RFC 6901 JSON pointer: of the object that repeats the member, of the number itself. `offset` counts
 * UTF-16 units from the start of the text.
 */
export type PrescanFinding =
  | { readonly kind: 'too-large'; readonly length: number; readonly limit: number }
  | { readonly kind: 'too-deep'; readonly depth: number; readonly limit: number }
  | { readonly kind: 'duplicate-member'; readonly path: string; readonly member: string }
  | { readonly kind: 'unsafe-number'; readonly path: string; readonly literal: string }
  | { readonly kind: 'raw-control-character'; readonly offset: number; readonly code: number }
  | { readonly kind: 'lone-surrogate'; readonly offset: number }
  | { readonly kind: 'byte-order-mark' };

const defaultLimits: PrescanLimits = { length: 4 * 1024 * 1024, depth: 64 };
const maxFindings = 16;

/**
 * Scans the raw text of a message once, before it is parsed, and never throws (guide 1.4, RFC 4627 section 2).
 *
 * Gives at most 16 findings in the order of the text; a member that stands three times in one object makes two. A text
 * over the length limit is not scanned at all, and scanning ends where the text goes too deep or stops being JSON; a
 * raw control character in a string does not end it. A number is safe when its value is kept: it is finite, loses no
 * digit, and is no whole number beyond `Number.MAX_SAFE_INTEGER`, in whatever notation.
 */
export function prescan(text: string, limits?: Partial<PrescanLimits>): readonly PrescanFinding[] {
  const { length, depth } = { ...defaultLimits, ...limits };
  if (text.length > length) return [{ kind: 'too-large', length: text.length, limit: length }];
  const scan = new Scan(text, depth);
  scan.run();
  return scan.findings;
}

/** An open container: `members` is undefined for an array, `token` is the member name or index that is being read. */
interface Frame {
  readonly members: Set<string> | undefined;
  token: string | number;
}

// What the grammar allows next; plain numbers, since they are compared for every character.
const value = 0;
const valueOrClose = 1;
const name = 2;
const nameOrClose = 3;
const colon = 4;
const commaOrClose = 5;
const end = 6;

class Scan {
  readonly findings: PrescanFinding[] = [];
  readonly #text: string;
  readonly #depthLimit: number;
  readonly #frames: Frame[] = [];
  #at = 0;
  #next = value;
  #escaped = false;

  constructor(text: string, depthLimit: number) {
    this.#text = text;
    this.#depthLimit = depthLimit;
  }

  run(): void {
    if (this.#text.charCodeAt(0) === 0xfeff) {
      this.#report({ kind: 'byte-order-mark' });
      this.#at = 1;
    }
    while (this.#at < this.#text.length && this.findings.length < maxFindings) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.#at++;
      else if (!this.#token(code)) return;
    }
  }

  /** Reads one token; false when it does not belong here or the scan is over. */
  #token(code: number): boolean {
    const next = this.#next;
    if (code === 0x7d) return (next === nameOrClose || next === commaOrClose) && this.#close(true);
    if (code === 0x5d) return (next === valueOrClose || next === commaOrClose) && this.#close(false);
    if (code === 0x2c) return next === commaOrClose && this.#comma();
    if (code === 0x3a) return next === colon && this.#advance(value);
    if (code === 0x22 && (next === name || next === nameOrClose)) return this.#name();
    if (next > valueOrClose) return false;
    if (code === 0x22) return this.#string() && this.#valueRead();
    if (code === 0x7b) return this.#open({ members: new Set(), token: '' }, nameOrClose);
    if (code === 0x5b) return this.#open({ members: undefined, token: 0 }, valueOrClose);
    return this.#word('true') || this.#word('false') || this.#word('null') || this.#number();
  }

  #advance(next: number): boolean {
    this.#at++;
    this.#next = next;
    return true;
  }

  #open(frame: Frame, next: number): boolean {
    const depth = this.#frames.push(frame);
    if (depth > this.#depthLimit) {
      this.#report({ kind: 'too-deep', depth, limit: this.#depthLimit });
      return false;
    }
    return this.#advance(next);
  }

  #close(object: boolean): boolean {
    const frame = this.#frames.pop();
    this.#at++;
    return frame !== undefined && (frame.members !== undefined) === object && this.#valueRead();
  }

  #comma(): boolean {
    const frame = this.#frames.at(-1);
    if (typeof frame?.token === 'number') frame.token++;
    return this.#advance(frame?.members === undefined ? value : name);
  }

  #valueRead(): boolean {
    this.#next = this.#frames.length === 0 ? end : commaOrClose;
    return true;
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return this.#valueRead();
  }

  #name(): boolean {
    const start = this.#at + 1;
    this.#escaped = false;
    const frame = this.#frames.at(-1);
    if (!this.#string() || frame?.members === undefined) return false;
    const raw = this.#text.slice(start, this.#at - 1);
    const member = this.#escaped ? unescapeName(raw) : raw;
    if (frame.members.has(member)) this.#report({ kind: 'duplicate-member', path: this.#path(this.#frames.length - 1), member });
    else frame.members.add(member);
    frame.token = member;
    this.#next = colon;
    return true;
  }

  #string(): boolean {
    const text = this.#text;
    let high = -1;
    for (let at = this.#at + 1; at < text.length; at++) {
      const offset = at;
      let unit = text.charCodeAt(at);
      if (unit === 0x22) {
        if (high >= 0) this.#report({ kind: 'lone-surrogate', offset: high });
        this.#at = at + 1;
        return true;
      }
      if (unit < 0x20) this.#report({ kind: 'raw-control-character', offset, code: unit });
      else if (unit === 0x5c) {
        this.#escaped = true;
        const letter = text.charAt(++at);
        if (letter === 'u') {
          const digits = text.slice(at + 1, at + 5);
          if (!/^[\dA-Fa-f]{4}$/.test(digits)) break;
          unit = Number.parseInt(digits, 16);
          at += 4;
        } else if (letter === '' || !'"\\/bfnrt'.includes(letter)) break;
      }
      if (high >= 0 || (unit & 0xf800) === 0xd800) high = this.#surrogate(unit, offset, high);
    }
    if (high >= 0) this.#report({ kind: 'lone-surrogate', offset: high });
    return false;
  }

  /** Pairs a unit with the high surrogate before it (-1: none) and gives the offset of the one now open, or -1. */
  #surrogate(unit: number, offset: number, high: number): number {
    const isLow = (unit & 0xfc00) === 0xdc00;
    if (isLow !== high >= 0) this.#report({ kind: 'lone-surrogate', offset: isLow ? offset : high });
    return (unit & 0xfc00) === 0xd800 ? offset : -1;
  }

  #number(): boolean {
    const start = this.#at;
    while (isNumberPart(this.#text.charCodeAt(this.#at))) this.#at++;
    const literal = this.#text.slice(start, this.#at);
    const number = numberOf(literal);
    if (number === undefined) return false;
    // A double keeps any 15 digits, so only long or scaled literals need the exact comparison.
    if ((literal.length > 15 || /e/i.test(literal)) && !isKept(literal, number)) {
      this.#report({ kind: 'unsafe-number', path: this.#path(this.#frames.length), literal });
    }
    return this.#valueRead();
  }

  #path(depth: number): string {
    const tokens = this.#frames.slice(0, depth).map(({ token }) => String(token).replaceAll('~', '~0').replaceAll('/', '~1'));
    return tokens.map((token) => `/${token}`).join('');
  }

  #report(finding: PrescanFinding): void {
    if (this.findings.length < maxFindings) this.findings.push(finding);
  }
}

function unescapeName(raw: string): string {
  // JSON.parse throws on raw control characters, which have a finding of their own.
  const tame = raw.replace(/[\0-\x1f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return String(JSON.parse(`"${tame}"`));
}

/** Tells whether a UTF-16 unit is one of `0`-`9`, `-`, `.`, `+`, `e` and `E`. */
function isNumberPart(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x2e || unit === 0x2b || (unit | 0x20) === 0x65;
}

function numberOf(literal: string): number | undefined {
  try {
    return Number(JSON.parse(literal));
  } catch {
    return undefined;
  }
}

function isKept(literal: string, number: number): boolean {
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) return false;
  return decimal(literal) === decimal(String(number));
}

/** Writes the magnitude of a number literal in one canonical way, so that equal values give equal texts. */
function decimal(literal: string): string {
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  let first = 0;
  let last = digits.length;
  while (digits.charCodeAt(first) === 0x30) first++;
  while (last > first && digits.charCodeAt(last - 1) === 0x30) last--;
  return first === last ? '0' : `${digits.slice(first, last)}e${Number(exponent) + whole.length - first}`;
}
