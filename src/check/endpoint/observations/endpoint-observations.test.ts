import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = (path: string): URL => new URL(path, import.meta.url);
const ledger = JSON.parse(readFileSync(folder('../../../../suites/ambiguities.json'), 'utf8')) as Record<string, string>;
const register = JSON.parse(readFileSync(folder('../../../../suites/requirements.json'), 'utf8')) as readonly {
  readonly ambiguities: readonly string[];
}[];

/** Everything that could record an ambiguity: the observations and the scenarios. */
function sources(): string {
  const files = ['.', '../../../../suites/endpoint'].flatMap((root) =>
    readdirSync(folder(root === '.' ? '.' : root), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => folder(`${root}/${file}`)),
  );
  return [...files, folder('../wrong-tokens.ts'), folder('../largest-taken.ts')]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

test('every ambiguity that the register names, and every number up to the last, stands in the ledger', () => {
  const named = register.flatMap(({ ambiguities }) => ambiguities);
  const numbers = Array.from({ length: 51 }, (_one, index) => `AMB-${String(index + 1).padStart(2, '0')}`);

  expect([...new Set([...named, ...numbers])].filter((id) => ledger[id] === undefined)).toEqual([]);
});

test('what is said to be recorded is named by an observation or a scenario', () => {
  const text = sources();
  const recorded = Object.entries(ledger).flatMap(([id, what]) => (what.startsWith('recorded: ') ? [id] : []));

  expect(recorded.length).toBeGreaterThan(10);
  expect(recorded.filter((id) => !text.includes(id))).toEqual([]);
});

test('each line says recorded, graded or not met', () => {
  expect(Object.values(ledger).filter((what) => !/^(recorded|graded for an endpoint|not met): /.test(what))).toEqual([]);
});
