/** A media type as RFC 9110 §8.3.1 compares it: names in lower case, parameters in no order, their values without quotes. */
export interface MediaType {
  /** `type/subtype` in lower case. */
  readonly type: string;
  /** By names in lower case; the first of a name counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const essence = new RegExp(`^\\s*(${TOKEN}/${TOKEN})\\s*`);
const parameter = new RegExp(`^;\\s*(?:(${TOKEN})=(${TOKEN}|${QUOTED})\\s*)?`);

/** Reads the value of a Content-Type header; undefined for text that is not a media type (RFC 9110 §8.3). */
export function mediaTypeOf(text: string): MediaType | undefined {
  const found = essence.exec(text);
  if (found === null) return undefined;
  const parameters = new Map<string, string>();
  for (let rest = text.slice(found[0].length); rest !== ''; ) {
    const next = parameter.exec(rest);
    if (next === null) return undefined;
    const [whole, name, value = ''] = next;
    // An empty parameter, as between two semicolons, is allowed (RFC 9110 §5.6.6).
    if (name !== undefined && !parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), unquoted(value));
    rest = rest.slice(whole.length);
  }
  return { type: (found[1] ?? '').toLowerCase(), parameters };
}

const unquoted = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value);
