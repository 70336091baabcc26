import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from './protocol/package-root.ts';

/** What the end of a test file's name says: `x.test.ts` opens no socket and starts no process, the others say what they need. */
const OF_ONE_PROJECT = /^[^.]+(\.(wire|cli|browser))?\.test\.ts$/;
/** Tests of a user, which are run as such. */
const EXAMPLE = 'fixtures/example/';

test('each test file belongs to one project of vitest.config.ts by the end of its name', () => {
  const files = ['src', 'suites', 'fixtures'].flatMap((root) =>
    readdirSync(new URL(`${root}/`, packageRoot()), { recursive: true, encoding: 'utf8' }).map((file) => `${root}/${file}`),
  );
  const tests = files.filter((file) => /\.(test|spec)\.[^.]+$/.test(file) && !file.startsWith(EXAMPLE));
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter((file) => !OF_ONE_PROJECT.test(basename(file)))).toEqual([]);
});
