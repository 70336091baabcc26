import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growth } from '../protocol/growth.test-data.ts';
import { Redactor } from './redactor.ts';

/** Awkward on purpose: every encoding that a candidate may use changes at least one of its characters. */
const canary = 'Qk"7/Zp+x=&<mé∂T>9wLr\'vNbC5';
const plainCanary = 'MIID4TCCAms/AgIBAgIEBZCDRzANBgkqhkiG9w0BAQsFADBx+w==';

function redactorFor(...secrets: readonly string[]): Redactor {
  const redactor = new Redactor();
  secrets.forEach((secret, index) => {
    redactor.hide(secret, `token ${index + 1}`);
  });
  return redactor;
}

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const unicodeEscaped = (text: string): string =>
  [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const asciiOnly = (text: string): string => jsonEscaped(text).replace(/[^\0-\x7f]/g, unicodeEscaped);
const xmlEscaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const otherCase = (text: string): string =>
  [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** Any eight characters in a row that both texts have, null where there are none. */
function sharedRun(text: string, secret: string, length = 8): string | null {
  for (let at = 0; at + length <= secret.length; at++) {
    const run = secret.slice(at, at + length);
    if (text.includes(run)) return run;
  }
  return null;
}

describe.each([
  ['awkward', canary],
  ['base64', plainCanary],
])('for a token of %s characters', (_name, token) => {
  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    ['JSON-escaped once', jsonEscaped],
    ['JSON-escaped twice', (text) => jsonEscaped(jsonEscaped(text))],
    ['JSON-escaped with \\/ for /', (text) => jsonEscaped(text).replaceAll('/', '\\/')],
    ['JSON-escaped in ASCII alone', asciiOnly],
    ['JSON-escaped in ASCII alone, twice', (text) => jsonEscaped(asciiOnly(text))],
    ['URL-encoded', encodeURIComponent],
    ['URL-encoded in lower case', (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase())],
    ['XML-escaped', xmlEscaped],
    ['base64-encoded', (text) => Buffer.from(text).toString('base64')],
    ['base64url-encoded', (text) => Buffer.from(text).toString('base64url')],
    ['in lower-case hex', hex],
    ['in upper-case hex', (text) => hex(text).toUpperCase()],
    ['in the other letter case', otherCase],
    ['in upper case', (text) => text.toUpperCase()],
    ['\\u-escaped', unicodeEscaped],
    ['\\u-escaped with upper-case digits', (text) => unicodeEscaped(text).replace(/[0-9a-f]{4}/g, (d) => d.toUpperCase())],
  ])('hides it %s', (_encoding, encode) => {
    const redacted = redactorFor(token).redact(`we got ${encode(token)} from you`);

    expect(redacted).toMatch(/^we got ⟦token 1[^⟦⟧]*⟧=* from you$/);
  });

  test.each([0, 1, 2, 3, 4, 5])('hides it base64-encoded inside a longer text, %i bytes after its start', (before) => {
    for (const after of ['', 'e', 'en', 'end', '\xff\xff']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const longer = Buffer.from(`${'b'.repeat(before)}${token}${after}`).toString(encoding);
        const redacted = redactorFor(token).redact(`<${longer}>`);
        const [left, right] = redacted.slice(1, -1).split(/⟦token 1, base64[a-z]*⟧/);

        expect({ encoding, after, redacted }).toMatchObject({ redacted: expect.stringContaining('⟦token 1, base64') });
        // A border character of the encoded text holds bits of the neighbour and at most six of the token's.
        expect(left?.length).toBeLessThanOrEqual(Math.ceil((before * 8) / 6));
        expect(right?.replace(/=+$/, '').length).toBeLessThanOrEqual(Math.ceil((Buffer.byteLength(after) * 8) / 6) + 1);
      }
    }
  });

  test.each([8, 9, 15, 20])('hides its first %i characters', (length) => {
    const redacted = redactorFor(token).redact(`got ${token.slice(0, length)}|`);

    expect(redacted).toBe(`got ⟦token 1, first ${length} characters⟧|`);
  });

  test('leaves its first seven characters, which tell too little', () => {
    expect(redactorFor(token).redact(`got ${token.slice(0, 7)}|`)).toBe(`got ${token.slice(0, 7)}|`);
  });

  test('hides every occurrence in one text', () => {
    const redacted = redactorFor(token).redact(`${token} ${token.slice(0, 10)} ${hex(token)} ${token.slice(0, 12)}`);

    expect(redacted).toBe('⟦token 1⟧ ⟦token 1, first 10 characters⟧ ⟦token 1, hex⟧ ⟦token 1, first 12 characters⟧');
  });
});

test('hides a token of which only some characters are \\u-escaped', () => {
  const some = `${unicodeEscaped(canary.slice(0, 3))}${jsonEscaped(canary.slice(3))}`;

  expect(JSON.parse(redactorFor(canary).redact(`{"reason":"not ${some}"}`))).toEqual({
    reason: expect.stringMatching(/^not ⟦token 1[^⟦⟧]*⟧$/),
  });
});

test('hides a token of which only the awkward characters are URL-encoded', () => {
  const lenient = plainCanary.replaceAll('+', '%2b').replaceAll('=', '%3D');

  expect(redactorFor(plainCanary).redact(`/login?token=${lenient}&x=1`)).toMatch(/^\/login\?token=⟦token 1[^⟦⟧]*⟧&x=1$/);
});

describe('by place', () => {
  const unknown = { token: 'unknown-to-us', Authorization: 'eyJ0eXAiOiJKV1Qi', password: 'password@123', n: 1 };
  const hidden = { token: '⟦secret, 13 bytes⟧', Authorization: '⟦secret, 16 bytes⟧', password: '⟦secret, 12 bytes⟧', n: 1 };

  test('hides an unknown token, Authorization and password', () => {
    expect(new Redactor().redact(JSON.stringify(unknown))).toBe(JSON.stringify(hidden));
  });

  test('counts the bytes of the value and not its characters or escapes', () => {
    expect(new Redactor().redact('{"password":"\\u00e9é\\n"}')).toBe('{"password":"⟦secret, 5 bytes⟧"}');
  });

  test('hides them with any white space round the colon and in any letter case of the name', () => {
    expect(new Redactor().redact('{"TOKEN" \n:\t"unknown","authorization": "Basic eDp5"}')).toBe(
      '{"TOKEN" \n:\t"⟦secret, 7 bytes⟧","authorization": "⟦secret, 10 bytes⟧"}',
    );
  });

  test.each(['parameters', 'body'])('hides them inside the JSON text of %s', (name) => {
    const text = JSON.stringify({ payload: { [name]: JSON.stringify(unknown), method: 'POST' } });

    expect(new Redactor().redact(text)).toBe(JSON.stringify({ payload: { [name]: JSON.stringify(hidden), method: 'POST' } }));
  });

  test('hides them inside a body inside a body', () => {
    const text = JSON.stringify({ body: JSON.stringify({ body: JSON.stringify(unknown) }) });

    expect(new Redactor().redact(text)).toBe(JSON.stringify({ body: JSON.stringify({ body: JSON.stringify(hidden) }) }));
  });

  test.each([
    ['token', '{"\\u0074oken":"unknown"}', '{"\\u0074oken":"⟦secret, 7 bytes⟧"}'],
    ['password', '{"passwor\\u0064":"unknown"}', '{"passwor\\u0064":"⟦secret, 7 bytes⟧"}'],
    ['body', '{"\\u0062ody":"{\\"token\\":\\"unknown\\"}"}', '{"\\u0062ody":"{\\"token\\":\\"⟦secret, 7 bytes⟧\\"}"}'],
  ])('hides the value of a \\u-escaped member name (%s)', (_name, text, redacted) => {
    expect(new Redactor().redact(text)).toBe(redacted);
  });

  test('says which token an unknown value begins as', () => {
    const text = JSON.stringify({ token: `${canary.slice(0, 5)} and another end` });

    expect(redactorFor(plainCanary, canary).redact(text)).toBe('{"token":"⟦secret, 21 bytes, starts as token 2⟧"}');
  });

  test('hides a secret that is too short to be hunted, there and only there', () => {
    const redactor = redactorFor('abc1');

    expect(redactor.redact('{"token":"abc1","policyName":"abc1"}')).toBe('{"token":"⟦secret, 4 bytes⟧","policyName":"abc1"}');
  });

  test('leaves empty values, other types and other members alone', () => {
    const text = '{"token":"","password":null,"Authorization":[1],"tokens":"x","payload":{"token":7,"password":{}}}';

    expect(new Redactor().redact(text)).toBe(text);
  });

  test('hides a value in text that is not JSON', () => {
    expect(new Redactor().redact('oops "token": "unknown" and then')).toBe('oops "token": "⟦secret, 7 bytes⟧" and then');
  });

  test('hides what a value holds beside a known token', () => {
    const redacted = redactorFor(canary).redact(JSON.stringify({ password: `${canary}, hunter2` }));

    expect(redacted).toContain('⟦token 1⟧');
    expect(redacted).not.toContain('hunter2');
  });

  test('hides a value that holds a ⟦ of its own', () => {
    expect(new Redactor().redact('{"password":"⟦hunter2⟧ and more"}')).not.toContain('hunter2');
    expect(new Redactor().redact('{"password":"⟦hunter2⟧"}')).not.toContain('hunter2');
  });
});

describe('against forgery', () => {
  test.each(['⟦token 1⟧', '{"reason":"⟦token 1⟧"}', '{"token":"⟦token 1⟧"}'])('leaves no ⟦ of the candidate in %s', (text) => {
    expect(redactorFor(canary).redact(text)).not.toContain('⟦');
  });

  test('keeps the meaning of a JSON string that holds a ⟦', () => {
    const redacted = new Redactor().redact('{"reason":"a⟦b"}');

    expect(redacted).toBe('{"reason":"a\\u27e6b"}');
    expect(JSON.parse(redacted)).toEqual({ reason: 'a⟦b' });
  });

  test('keeps the meaning of a ⟦ that stands inside parameters', () => {
    const redacted = new Redactor().redact(JSON.stringify({ parameters: '{"token":"unknown","x":"⟦token 1⟧"}' }));
    const { parameters } = JSON.parse(redacted) as { parameters: string };

    expect(JSON.parse(parameters)).toEqual({ token: '⟦secret, 7 bytes⟧', x: '⟦token 1⟧' });
    expect(redacted.match(/⟦[^⟧]*⟧/g)).toEqual(['⟦secret, 7 bytes⟧']);
  });

  test('keeps the placeholder that our own side shows in place of its token', () => {
    const redacted = redactorFor(canary).redact('{"payload":{"token":"⟦token 1⟧"}}');

    expect(JSON.parse(redacted)).toEqual({ payload: { token: '⟦token 1⟧' } });
  });
});

describe('labels', () => {
  const altered = {
    middle: `${plainCanary.slice(0, 20)}x${plainCanary.slice(21)}`,
    truncated: plainCanary.slice(0, 30),
    extended: `${plainCanary}Zx9`,
    'other-case': otherCase(plainCanary),
    'base64-padding': plainCanary.replace(/=+$/, ''),
  };
  const redactor = redactorFor(plainCanary);
  for (const [form, value] of Object.entries(altered)) redactor.hide(value, `token 1, ${form}`);

  test.each(Object.entries(altered))('gives an altered token (%s) its own', (form, value) => {
    expect(redactor.redact(`{"reason":"${value}"}`)).toBe(`{"reason":"⟦token 1, ${form}⟧"}`);
    expect(redactor.redact(`{"token":"${value}"}`)).toBe(`{"token":"⟦token 1, ${form}⟧"}`);
  });

  test('gives the token itself its own beside its altered forms', () => {
    expect(redactor.redact(`{"token":"${plainCanary}"}`)).toBe('{"token":"⟦token 1⟧"}');
  });

  test('tells the tokens of two endpoints apart', () => {
    expect(redactorFor(canary, plainCanary).redact(`${plainCanary} ${canary}`)).toBe('⟦token 2⟧ ⟦token 1⟧');
  });
});

const anyJsonText = fc.oneof(fc.json(), fc.json({ stringUnit: 'binary' }));

test('keeps ordinary text byte for byte', () => {
  const redactor = redactorFor(canary, plainCanary);
  fc.assert(
    fc.property(
      fc.oneof(anyJsonText, fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '\\', 'u', '0', ':', '{') })),
      (text) => {
        fc.pre(!/token|authorization|password|⟦/i.test(text));
        expect(redactor.redact(text)).toBe(text);
      },
    ),
    { numRuns: 1000 },
  );
});

test('keeps JSON parseable and equal but for the secrets, wherever a secret stands', () => {
  const spellings = [
    (text: string) => jsonEscaped(text),
    asciiOnly,
    unicodeEscaped,
    (text: string) => jsonEscaped(encodeURIComponent(text)),
    (text: string) => jsonEscaped(`{"a":"${jsonEscaped(text)}"}`),
    (text: string) => jsonEscaped(text.slice(0, 12)),
    hex,
  ];
  const names = fc.constantFrom('token', 'body', 'parameters', 'password', 'Authorization', 'reason');
  const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\\', '\\\\', '\n', '"', 'é', '⟦', 'u', '\\u00'));
  const member = fc.record({
    name: names,
    before: part,
    secret: fc.constantFrom(canary, plainCanary),
    after: part,
    spell: fc.nat(6),
    rest: fc.jsonValue(),
  });
  const redactor = redactorFor(canary, plainCanary);
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 4 }), (members) => {
      const text = `[${members
        .map(({ name, before, secret, after, spell, rest }) => {
          const spelt = spellings[spell]?.(secret) ?? '';
          return `{"${name}":"${jsonEscaped(before)}${spelt}${jsonEscaped(after)}","rest":${JSON.stringify(rest)}}`;
        })
        .join(',')}]`;
      const redacted = redactor.redact(text);
      const [parsed, original] = [JSON.parse(redacted) as object[], JSON.parse(text) as object[]];

      expect(parsed.map((each) => Object.keys(each))).toEqual(original.map((each) => Object.keys(each)));
      for (const secret of [canary, plainCanary]) {
        expect(sharedRun(redacted, secret)).toBeNull();
        expect(sharedRun(JSON.stringify(parsed), secret)).toBeNull();
        expect(redacted.toLowerCase()).not.toContain(hex(secret));
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['newline', '\\nBcdefghijkl', 'nBcdefghijkl'],
  ['\\u escape', '\\u00e9Bcdefghijkl', 'e9Bcdefghijkl'],
  ['\\u escape from its u on', '\\u00e9Bcdefghijkl', 'u00e9Bcdefghijkl'],
  ['run of backslashes', `${'\\'.repeat(8)}/Bcdefghijkl`, '/Bcdefghijkl'],
])('keeps JSON parseable where a secret seems to begin within a %s', (_name, literal, secret) => {
  const redacted = redactorFor(secret).redact(`{"reason":"${literal}"}`);

  expect(() => JSON.parse(redacted)).not.toThrow();
  expect(redacted).toContain('⟦token 1⟧');
});

test('keeps JSON parseable where a secret seems to end within an escape', () => {
  expect(JSON.parse(redactorFor('abcdefghij\\').redact('{"reason":"abcdefghij\\"","n":1}'))).toHaveProperty('n', 1);
});

describe('hostile text', () => {
  const SMALL = 256 * 1024;
  /** The most that the peer takes in one message. */
  const LARGE = 4 * 1024 * 1024;
  /** Work with the square of its length would be sixteen times what its length asks for. */
  const SLACK = 4;
  const fill = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const redactor = redactorFor(canary, plainCanary);
  // With a name in it that makes the redactor look for places too.
  const redacted = (text: string) => redactor.redact(`{"token":1}${text}`);

  test.each<[string, (size: number) => string]>([
    ['escaped quotes', fill('\\"')],
    ['quotes', fill('"')],
    ['backslashes', fill('\\')],
    ['backslashes in a token that never ends', (size) => `{"token":"${fill('\\')(size)}`],
    ['spaces after a name', (size) => `"token"${fill(' ')(size)}`],
    ['quotes and spaces', (size) => `"token"${fill('" ')(size)}`],
    ['names without values', fill('"token":')],
    ['bodies that never close', fill('"body":"')],
    ['brackets', fill('⟦')],
    ['starts of a token that tell too little', fill(canary.slice(0, 7))],
    ['starts of a token', fill(canary.slice(0, 8))],
    ['tokens that lack one character', fill(plainCanary.slice(0, -1))],
    ['percent signs', fill('%')],
    ['ampersands', fill('&')],
    ['escaped letters', fill('\\u0051')],
  ])('of 4 MiB of %s takes work that grows with its length alone', (_name, textOf) => {
    expect(growth(redacted, textOf(SMALL), textOf(LARGE))).toBeLessThan(SLACK * (LARGE / SMALL));
  });

  test('nested in itself many times is read to its end', () => {
    const nested = (size: number): string => {
      let text = '{"token":"unknown"}';
      while (text.length < size) text = JSON.stringify({ body: text });
      return text;
    };

    expect(redacted(nested(LARGE / 2))).not.toContain('unknown');
    expect(growth(redacted, nested(SMALL), nested(LARGE / 2))).toBeLessThan(SLACK * (LARGE / 2 / SMALL));
  });
});
