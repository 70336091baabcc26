import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../protocol/package-root.ts';
import { lacks, stacksIn } from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbwss-stacks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('finds endpoints and services in fixtures/interop, each of which says how it is started', () => {
  const stacks = stacksIn(fileURLToPath(new URL('fixtures/interop', packageRoot())));
  expect(stacks.filter(({ role }) => role === 'endpoint').map(({ name }) => name)).toEqual([
    'go-gorilla',
    'haproxy',
    'java-netty',
    'java-tomcat',
    'nginx',
    'node-faye',
    'perl-mojolicious',
    'python-fastapi',
  ]);
  expect(stacks.filter(({ role }) => role === 'service').map(({ name }) => name)).toEqual([
    'go-gorilla',
    'java-httpclient',
    'node-undici',
    'python-aiohttp',
  ]);
});

test('refuses a file that says what no stack has, and names it', () => {
  const own = join(folder, 'endpoint/odd');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'interop.json'), JSON.stringify({ title: 'odd', needs: {}, start: ['true'], skip: true }));
  expect(() => stacksIn(folder)).toThrow(
    `${own}/interop.json: expected a stack, got one of which the whole must NOT have additional properties`,
  );
});

test('names what is missing here with the packages that bring it, each once', () => {
  expect(lacks({ needs: { [folder]: 'there' } })).toBeNull();
  expect(lacks({ needs: { '/nowhere/a.jar': 'libfoo-java', '/nowhere/b.jar': 'libfoo-java', [folder]: 'there' } })).toBe(
    '/nowhere/a.jar, /nowhere/b.jar not found; install libfoo-java',
  );
});
