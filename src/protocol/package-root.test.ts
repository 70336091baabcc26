import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { packageRoot } from './package-root.ts';

test('finds the directory with the package.json of this package', () => {
  const root = packageRoot();

  expect(root.href).toMatch(/^file:.*\/$/);
  expect(JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))).toHaveProperty('name', 'nbwss-conformance');
});

test('gives a URL that resolves the guide fixtures', () => {
  expect(existsSync(new URL('fixtures/guide/README.md', packageRoot()))).toBe(true);
});
