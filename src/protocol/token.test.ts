import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alterToken, type NearMiss, type WrongForm } from './token.ts';

const wrongForms: readonly WrongForm[] = ['middle', 'truncated', 'extended', 'other-case'];
const nearMisses: readonly NearMiss[] = ['outer-space', 'base64-padding', 'hex-case'];

const bytes = fc.uint8Array({ minLength: 4, maxLength: 100 }).map((array) => Buffer.from(array));
const base64 = bytes.map((data) => data.toString('base64'));
const base64url = bytes.map((data) => data.toString('base64url'));
const hex = fc
  .tuple(bytes, fc.boolean())
  .map(([data, upper]) => (upper ? data.toString('hex').toUpperCase() : data.toString('hex')));
const anyToken = fc.oneof(
  base64,
  base64url,
  hex,
  fc.uuid(),
  fc.string({ minLength: 1 }),
  fc.string({ minLength: 1, unit: 'binary' }),
);

test.each([...wrongForms, ...nearMisses])('gives a text that differs, or null (%s)', (form) => {
  fc.assert(
    fc.property(anyToken, (token) => {
      const altered = alterToken(token, form);

      expect(altered).not.toBe(token);
      expect(altered).not.toBe('');
    }),
    { numRuns: 500 },
  );
});

test.each(['middle', 'truncated', 'extended'] as const)('has the form %s of any token of at least four characters', (form) => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, unit: 'binary' }), (token) => {
      expect(alterToken(token, form)).not.toBeNull();
    }),
  );
});

describe('a wrong token', () => {
  /** What a careless comparison makes of a token; a wrong one must still be another. */
  const carelessly = (token: string): string => token.trim().replace(/=+$/, '').toLowerCase();

  test.each(['middle', 'truncated', 'extended'] as const)('is not another spelling of the token (%s)', (form) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ minLength: 8 }).map((array) => Buffer.from(array).toString('base64')),
          hex,
          fc.uuid(),
        ),
        (token) => {
          expect(carelessly(alterToken(token, form) ?? '')).not.toBe(carelessly(token));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each(['middle', 'truncated', 'other-case'] as const)('stands for other bytes where the token is base64 (%s)', (form) => {
    fc.assert(
      fc.property(fc.oneof(base64, base64url), (token) => {
        const altered = alterToken(token, form);
        fc.pre(altered !== null);

        expect(Buffer.from(altered, 'base64').equals(Buffer.from(token, 'base64'))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('is as long as the token where its middle is changed, by one character', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const altered = alterToken(token, 'middle') ?? '';
        const changed = [...Array(token.length).keys()].filter((at) => altered[at] !== token[at]);

        expect(altered).toHaveLength(token.length);
        expect(changed).toEqual([Math.floor(token.length / 2)]);
      }),
    );
  });

  test.each([
    ['abXcd', 'abycd'],
    ['abxcd', 'abycd'],
    ['abycd', 'abxcd'],
    ['a', 'x'],
  ])('changes the middle of %s by more than its letter case', (token, altered) => {
    expect(alterToken(token, 'middle')).toBe(altered);
  });

  test('is the start of the token where it is truncated, at least a quarter shorter', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (token) => {
        const altered = alterToken(token, 'truncated') ?? '';

        expect(token.startsWith(altered)).toBe(true);
        expect(altered.length).toBeLessThanOrEqual(token.length * 0.75);
      }),
    );
  });

  test('has no truncated form of three characters', () => {
    expect(alterToken('abc', 'truncated')).toBeNull();
    expect(alterToken('abcd', 'truncated')).toBe('ab');
  });

  test('begins with the token where it is extended', () => {
    expect(alterToken('abc', 'extended')).toBe('abcZx9');
  });
});

describe('the other letter case', () => {
  test.each([
    ['MIID4aB+/==', 'miid4Ab+/=='],
    ['pass-WORD', 'PASS-word'],
    ['abg', 'ABG'],
    ['abc', 'ABC'],
  ])('of %s is a wrong token', (token, altered) => {
    expect(alterToken(token, 'other-case')).toBe(altered);
    expect(alterToken(token, 'hex-case')).toBeNull();
  });

  test.each([
    ['deadBEEF', 'DEADbeef'],
    ['00ff', '00FF'],
    ['0CEAB6C2-0BBF-4F60-974D-C1F3EF39B872', '0ceab6c2-0bbf-4f60-974d-c1f3ef39b872'],
  ])('of %s is a near miss, since it is the same number', (token, altered) => {
    expect(alterToken(token, 'other-case')).toBeNull();
    expect(alterToken(token, 'hex-case')).toBe(altered);
  });

  test.each(['1234', '12-34', '+/=='])('does not exist of %s', (token) => {
    expect(alterToken(token, 'other-case')).toBeNull();
    expect(alterToken(token, 'hex-case')).toBeNull();
  });

  test('is never both a wrong token and a near miss', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        expect([alterToken(token, 'other-case'), alterToken(token, 'hex-case')]).toContain(null);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a near miss', () => {
  test('is the token with a space on either side', () => {
    expect(alterToken('abc', 'outer-space')).toBe(' abc ');
  });

  test.each([
    ['YQ==', 'YQ'],
    ['YWI=', 'YWI'],
    ['YWJj', 'YWJj='],
    ['a_-b', 'a_-b='],
  ])('is %s without its padding, or with one that it need not have', (token, altered) => {
    expect(alterToken(token, 'base64-padding')).toBe(altered);
  });

  test.each(['a b', 'é', 'a=b', 'YQ===', '==', 'user:name'])('has no padding where the token is not base64 (%s)', (token) => {
    expect(alterToken(token, 'base64-padding')).toBeNull();
  });

  test('stands for the same bytes where the padding of base64 is changed', () => {
    fc.assert(
      fc.property(fc.oneof(base64, base64url), (token) => {
        expect(Buffer.from(alterToken(token, 'base64-padding') ?? '', 'base64')).toEqual(Buffer.from(token, 'base64'));
      }),
    );
  });
});
