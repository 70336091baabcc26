import { expect, test } from 'vitest';
import { packageRoot } from './protocol/package-root.ts';

interface Skips {
  readonly skipsOf: (report: object) => readonly { readonly why: string; readonly count: number }[];
}
const { skipsOf } = (await import(new URL('.ci/skips.mjs', packageRoot()).href)) as Skips;

test('npm test tells of each skipped test, those with one reason together', () => {
  const meta = { skipped: 'xyz is not there; install it.' };
  const one = (fullName: string, status: string, meta: object) => ({ fullName, status, meta });
  const files = [
    [one('a', 'passed', {}), one('b', 'skipped', meta), one('c', 'failed', {})],
    [one('d', 'pending', meta), one('e', 'todo', {})],
  ];
  expect(skipsOf({ testResults: files.map((assertionResults) => ({ assertionResults })) })).toEqual([
    { why: 'xyz is not there; install it.', count: 2 },
    { why: 'e: expected a sentence that says why, got none; skip by need().', count: 1 },
  ]);
});
