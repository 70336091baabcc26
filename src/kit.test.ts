import { expect, test } from 'vitest';
import * as kit from './kit.ts';

test("pins the suites' vocabulary", () => {
  expect(Object.keys(kit).sort()).toMatchSnapshot();
});

test('pins the checks of service scenarios', () => {
  expect(Object.keys(kit.service).sort()).toMatchSnapshot();
});

test('holds nothing but re-exports, so that a suite needs no other room', async () => {
  const { readFileSync } = await import('node:fs');
  const text = readFileSync(new URL('kit.ts', import.meta.url), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');
  expect(text.replace(/export (?:(?:type )?\{[^}]*\}|\* as \w+) from '[^']+';/g, '').trim()).toBe('');
});
