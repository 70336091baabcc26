import { expect, test } from 'vitest';
import { addressOf } from './address-of.ts';

test.each([
  ['a/report.html', '.', 'a/report.html'],
  ['../runs/a/report.html', 'pages', '../../runs/a/report.html'],
  ['a b/100%/#1?x=y/report.html', '.', 'a%20b/100%25/%231%3Fx%3Dy/report.html'],
  ['javascript:alert(1)/report.html', '.', 'javascript%3Aalert(1)/report.html'],
])('leads to %s from %s', (file, folder, address) => {
  expect(addressOf(file, folder)).toBe(address);
});
