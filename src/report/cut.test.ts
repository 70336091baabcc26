import { expect, test } from 'vitest';
import { cut } from './cut.ts';

test('leaves a text alone that fits', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('', 0)).toBe('');
});

test('ends a cut text with an ellipsis within the width', () => {
  expect(cut('abcd', 3)).toBe('ab…');
  expect(cut('x'.repeat(100_000), 200)).toBe(`${'x'.repeat(199)}…`);
});

test('never cuts a surrogate pair in half', () => {
  expect(cut('😀😀😀', 2)).toBe('😀…');
  expect(cut('😀😀', 2)).toBe('😀😀');
});
