import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDescriptor } from './descriptor.ts';
import { packageRoot } from './package-root.ts';

const good = {
  token: 'MIID4TCCAmsgAwIBAgIEBZCDRzANBgkqhkiG9w0BAQsFADBx',
  priority: 1,
  groupId: 'GROUPID1',
  hostName: 'host.example',
  url: 'wss://host.example:14146/cfs/nbufacade',
};
const changed = (members: object): string => JSON.stringify({ ...good, ...members });
const without = (name: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(good).filter(([key]) => key !== name)));

/** The problems as code and member; none where the descriptor is accepted. */
function problemsOf(text: string) {
  const reading = readDescriptor(text);
  return reading.ok ? [] : reading.problems.map(({ code, member }) => [code, member]);
}

test('accepts the example of the guide', () => {
  const text = readFileSync(new URL('fixtures/guide/DS-02.json', packageRoot()), 'utf8');

  expect(readDescriptor(text)).toEqual({ ok: true, descriptor: JSON.parse(text) });
});

test.each([
  ['members in another order', JSON.stringify(Object.fromEntries(Object.entries(good).reverse()))],
  ['white space', JSON.stringify(good, null, '\t').replaceAll('\n', '\r\n')],
  ['members of its own', changed({ comment: 'ours', nested: { a: [1] } })],
  ['priority 0', changed({ priority: 0 })],
  ['a negative priority', changed({ priority: -5 })],
  ['an IP address', changed({ hostName: '10.0.0.1', url: 'wss://10.0.0.1:1/x' })],
  ['an IPv6 address', changed({ hostName: '::1', url: 'wss://[::1]:1/x' })],
  ['WSS in capitals', changed({ url: 'WSS://host.example/x' })],
  ['a query', changed({ url: 'wss://host.example/x?tenant=7' })],
  ['no port', changed({ url: 'wss://host.example/x' })],
])('accepts a descriptor with %s', (_name, text) => {
  expect(readDescriptor(text)).toEqual({ ok: true, descriptor: JSON.parse(text) });
});

const refused: readonly (readonly [string, string, string, string | null])[] = [
  ['an empty file', '', 'not-json', null],
  ['a file that is not JSON', '{"token": numeric}', 'not-json', null],
  ['a comma too many', JSON.stringify(good).replace('}', ',}'), 'not-json', null],
  ['single quotes', JSON.stringify(good).replaceAll('"', "'"), 'not-json', null],
  ['nesting beyond reason', '{"a":'.repeat(100), 'not-json', null],
  ['an array of descriptors', JSON.stringify([good]), 'not-an-object', null],
  ['null', 'null', 'not-an-object', null],
  ['a text', '"wss://host.example"', 'not-an-object', null],
  ['a byte order mark', `\ufeff${JSON.stringify(good)}`, 'byte-order-mark', null],
  ['no token', without('token'), 'missing-member', 'token'],
  ['no priority', without('priority'), 'missing-member', 'priority'],
  ['no groupId', without('groupId'), 'missing-member', 'groupId'],
  ['no hostName', without('hostName'), 'missing-member', 'hostName'],
  ['no url', without('url'), 'missing-member', 'url'],
  ['a token that is a number', changed({ token: 12345678 }), 'wrong-type', 'token'],
  ['a groupId that is null', changed({ groupId: null }), 'wrong-type', 'groupId'],
  ['a hostName that is an array', changed({ hostName: ['host.example'] }), 'wrong-type', 'hostName'],
  ['a url that is an object', changed({ url: { host: 'host.example' } }), 'wrong-type', 'url'],
  ['a quoted priority', changed({ priority: '1' }), 'wrong-type', 'priority'],
  ['a priority that is a boolean', changed({ priority: true }), 'wrong-type', 'priority'],
  ['a priority that is null', changed({ priority: null }), 'wrong-type', 'priority'],
  ['a priority beyond all numbers', JSON.stringify(good).replace('"priority":1', '"priority":1e400'), 'bad-number', 'priority'],
  ['an empty token', changed({ token: '' }), 'empty-member', 'token'],
  ['an empty url', changed({ url: '' }), 'empty-member', 'url'],
  ['a groupId of white space', changed({ groupId: ' \t' }), 'empty-member', 'groupId'],
  ['an apostrophe in a value', changed({ groupId: "Anna's group" }), 'apostrophe', null],
  ['an escaped apostrophe', JSON.stringify(good).replace('GROUPID1', 'GROUP\\u0027'), 'apostrophe', null],
  ['an apostrophe in a member of its own', changed({ comment: "it's ours" }), 'apostrophe', null],
  ['a member twice', JSON.stringify(good).replace('{', '{"priority":2,'), 'duplicate-member', 'priority'],
  ['https', changed({ url: 'https://host.example/x' }), 'not-wss', 'url'],
  ['ws without TLS', changed({ url: 'ws://host.example/x' }), 'not-wss', 'url'],
  ['a url without a scheme', changed({ url: 'host.example/cfs' }), 'bad-url', 'url'],
  ['a url without slashes', changed({ url: 'wss:host.example/cfs' }), 'bad-url', 'url'],
  ['a url after a space', changed({ url: ' wss://host.example/cfs' }), 'bad-url', 'url'],
  ['a url without a host', changed({ url: 'wss://' }), 'bad-url', 'url'],
  ['a port that is none', changed({ url: 'wss://host.example:99999/x' }), 'bad-url', 'url'],
  ['a fragment', changed({ url: 'wss://host.example/x#y' }), 'url-fragment', 'url'],
  ['an empty fragment', changed({ url: 'wss://host.example/x#' }), 'url-fragment', 'url'],
  ['a user name and password', changed({ url: 'wss://me:secret@host.example/x' }), 'url-credentials', 'url'],
];

describe.each(refused)('for %s', (_name, text, code, member) => {
  test(`tells ${code}${member === null ? '' : ` of ${member}`} and nothing else`, () => {
    expect(problemsOf(text)).toEqual([[code, member]]);
  });

  test('names the subject, what it expected, what it got and the next step', () => {
    const reading = readDescriptor(text);
    const [problem] = reading.ok ? [] : reading.problems;

    // The subject of what concerns the whole file is the file, which only the caller can name.
    expect(problem?.message).toMatch(/^(?:[A-Za-z]+: )?expected [^;]+, got [^;]+; .+\.$/);
    expect(problem?.message.startsWith(`${member}: `)).toBe(member !== null);
  });
});

test('tells all problems at once', () => {
  expect(problemsOf(JSON.stringify({ token: '', priority: '1', groupId: "a'b", url: 'ws://h' }))).toEqual([
    ['empty-member', 'token'],
    ['missing-member', 'hostName'],
    ['wrong-type', 'priority'],
    ['apostrophe', null],
    ['not-wss', 'url'],
  ]);
});

test('points at a member name in another letter case', () => {
  const reading = readDescriptor(JSON.stringify({ ...good, hostName: undefined, hostname: 'host.example' }));

  expect(reading).toMatchObject({
    ok: false,
    problems: [{ code: 'missing-member', message: expect.stringContaining('letter case') }],
  });
});

test('takes no inherited member for one of the file', () => {
  expect(problemsOf(`{"__proto__":${JSON.stringify(good)}}`).map(([code]) => code)).toEqual(Array(5).fill('missing-member'));
});

test('never throws, and quotes no part of a token whatever is wrong with the file', () => {
  const text = JSON.stringify(good);
  const garbage = fc.oneof(
    fc.constantFrom('"', '{', '}', ',', ':', '\\', "'", '\n', '', '\u{1f600}'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(12), garbage, (at, removed, added) => {
      const reading = readDescriptor(text.slice(0, at) + added + text.slice(at + removed));
      const said = reading.ok ? '' : JSON.stringify(reading.problems);
      for (let from = 0; from + 8 <= good.token.length; from++) expect(said).not.toContain(good.token.slice(from, from + 8));
    }),
    { numRuns: 500 },
  );
});
