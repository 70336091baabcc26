import fc from 'fast-check';
import { Type } from 'typebox';
import { text } from './arbitrary.ts';
import { caseKind, only } from './case-kind.ts';

/** A COMMAND that an application may send, and what the API answers; JSON, so that a file can keep it. */
export interface CommandCase {
  /** A UUID in the spelling that is wanted, or the beginning of another id. */
  readonly id: string;
  readonly method: string;
  /** What follows the path by which the API knows the scenario: the rest of the path, and a query. */
  readonly rest: string;
  readonly headers: Headers;
  /** Null where there are none. */
  readonly parameters: string | null;
  readonly answer: { readonly status: number; readonly headers: Headers; readonly body: string };
}

type Headers = Readonly<Record<string, string>>;

/** Headers that our stand-in for the API can send. */
const headersShape = Type.Record(Type.String(), Type.String({ pattern: '^[!-~]([ -~]*[!-~])?$' }), {
  propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9-]*$' },
});
/** COMMANDs that are sent all at once. */
export const commandsKind = caseKind(
  'commands',
  Type.Immutable(
    Type.Array(
      only({
        id: Type.String({ minLength: 1 }),
        method: Type.String({ pattern: '^[A-Z]+$' }),
        rest: Type.String({ pattern: '^([/?][!-~]*)?$' }),
        headers: headersShape,
        parameters: Type.Union([Type.String(), Type.Null()]),
        answer: only({ status: Type.Integer({ minimum: 200, maximum: 599 }), headers: headersShape, body: Type.String() }),
      }),
      { minItems: 1, maxItems: 10 },
    ),
  ),
);

/**
 * What the usual HTTP clients leave as it is (node:http, undici, java.net.http, net/http, http.client, requests): no segment of dots, no
 * escape of what need not be escaped, capitals in escapes, no empty query, no apostrophe in a query.
 */
const letters = 'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789';
const escapes = ['%20', '%22', '%25', '%26', '%2B', '%2F', '%3C', '%3D', '%3F', '%C3%A9', '%E5%82%99', '%F0%9F%98%80'];
const charactersOf = (specials: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...letters) },
    { weight: 3, arbitrary: fc.constantFrom(...specials) },
    { weight: 1, arbitrary: fc.constantFrom(...escapes) },
  );

const segments = fc
  .string({ unit: charactersOf("-._~!$&'()*+,;=:@"), maxLength: 12 })
  .map((segment) => (/^\.+$/.test(segment) ? 'dots' : segment));
const paths = fc.array(segments, { maxLength: 4 }).map((all) => all.map((segment) => `/${segment}`).join(''));
const queryText = (minLength: number) => fc.string({ unit: charactersOf('-._~!$()*+,;:@/?'), minLength, maxLength: 12 });
const pairs = fc
  .tuple(queryText(1), fc.option(queryText(0)))
  .map(([name, value]) => (value === null ? name : `${name}=${value}`));
const queries = fc.array(pairs, { maxLength: 4 }).map((all) => (all.length === 0 ? '' : `?${all.join('&')}`));

const visible = Array.from({ length: 0x7e - 0x21 + 1 }, (_one, index) => String.fromCharCode(0x21 + index)).join('');
/** One line, with spaces within it only (RFC 9110 §5.5). */
const headerValues = fc
  .string({
    unit: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...letters) },
      { weight: 3, arbitrary: fc.constantFrom(...visible) },
      { weight: 1, arbitrary: fc.constant(' ') },
    ),
    minLength: 1,
    maxLength: 40,
  })
  .map((value) => value.trim() || 'x');
/** Names that mean nothing to a client, and are no two spellings of one. */
const ownHeaders = fc
  .uniqueArray(fc.tuple(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 10 }), headerValues), {
    maxLength: 3,
    selector: ([name]) => name.toLowerCase(),
  })
  .map((all) => Object.fromEntries(all.map(([name, value]) => [`X-Test-${name}`, value])));

const names = fc.constantFrom('name', 'vmType', 'note', 'links', '', 'a b', 'größe', '名前', '😀', 'constructor', 'length');
const scalars: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const lists = fc.array(scalars, { maxLength: 4 });
const values: fc.Arbitrary<unknown> = fc.oneof(scalars, lists, fc.dictionary(names, fc.oneof(scalars, lists), { maxKeys: 4 }));
/** JSON of any kind, on one line or on many. */
const jsonTexts = fc
  .tuple(values, fc.boolean())
  .map(([value, isPretty]) => (isPretty ? JSON.stringify(value, null, 2) : JSON.stringify(value)));

const MOST_REPEATS = 40;
/** With all letters, some of them many times over: up to some KiB. */
const long = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      texts,
      fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: MOST_REPEATS }) }),
    )
    .map(([one, times]) => one.repeat(times));

/** No 1xx, which is no answer, no redirect, and nothing that a client may act upon by itself: 205, 206, 401, 407, 408, 421. */
const statuses = fc.oneof(
  { withCrossShrink: true },
  { weight: 2, arbitrary: fc.constant(200) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[201, 202, 203, 204, 207, 226, 299, 400, 402, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 416, 418, 422, 423, 428],
      ...[429, 431, 451, 499, 500, 501, 502, 503, 504, 507, 511, 599],
    ),
  },
);
const NO_CONTENT = 204;

const answers = fc
  .record({
    status: statuses,
    headers: ownHeaders,
    content: fc.oneof(
      { withCrossShrink: true },
      fc.record({ type: fc.constant('application/json; charset=utf-8'), body: jsonTexts }),
      fc.record({ type: fc.constant('text/plain; charset=utf-8'), body: long(text) }),
    ),
  })
  .map(({ status, headers, content: { type, body } }) => ({
    status,
    headers: status === NO_CONTENT ? headers : { ...headers, 'Content-Type': type },
    body: status === NO_CONTENT ? '' : body,
  }));

const spellings = fc.tuple(fc.uuid(), fc.constantFrom('lower', 'upper', 'first')).map(([id, how]) => {
  if (how === 'lower') return id;
  return how === 'upper' ? id.toUpperCase() : `${id.slice(0, 8).toUpperCase()}${id.slice(8)}`;
});
const otherIds = fc.oneof(
  fc.string({ unit: fc.constantFrom(...letters, ...'-_.:/+#{}[]()@ é備'), minLength: 1, maxLength: 20 }),
  spellings.map((id) => `{${id}}`),
);

/** A service may refuse the others (AMB-19); commands/methods has what it makes of them. */
const methods = ['GET', 'POST'];

/** COMMANDs with their answers. */
export const commandCases: fc.Arbitrary<CommandCase> = fc
  .record({
    id: fc.oneof({ withCrossShrink: true }, { weight: 2, arbitrary: spellings }, { weight: 1, arbitrary: otherIds }),
    method: fc.constantFrom(...methods),
    rest: fc.tuple(paths, queries).map(([path, query]) => `${path}${query}`),
    headers: ownHeaders,
    parameters: fc.option(jsonTexts),
    answer: answers,
  })
  .map((one) => {
    // What a body means with GET is left open (AMB-17), and not every client sends one.
    const parameters = one.method === 'POST' ? one.parameters : null;
    return {
      ...one,
      parameters,
      headers: { ...one.headers, ...(parameters === null ? {} : { 'Content-Type': 'application/json' }) },
    };
  });

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isUuid = (id: string): boolean => UUID.test(id);
