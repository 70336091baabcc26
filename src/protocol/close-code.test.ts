import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CloseCode, mayBeSent } from './close-code.ts';

test.each([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])(
  'lets a Close frame carry %i',
  (code) => {
    expect(mayBeSent(code)).toBe(true);
  },
);

test.each([0, 1, 999, 1005, 1006, 1015, 5000, 65_535])('lets no Close frame carry %i', (code) => {
  expect(mayBeSent(code)).toBe(false);
});

test('lets no Close frame carry a code outside 1000 to 4999', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65_535 }), (code) => {
      const reserved = [1005, 1006, 1015].includes(code);
      expect(mayBeSent(code)).toBe(code >= 1000 && code <= 4999 && !reserved);
    }),
  );
});

test('has the codes that are never on the wire under their names', () => {
  const named = Object.entries(CloseCode).filter(([, code]) => !mayBeSent(code));

  expect(named).toEqual([
    ['NoStatus', 1005],
    ['Abnormal', 1006],
    ['TlsHandshake', 1015],
  ]);
});
