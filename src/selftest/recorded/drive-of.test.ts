import { expect, test } from 'vitest';
import { driveOf, loadCompiler } from './drive-of.ts';

const ts = await loadCompiler();

const module = `import { acknowledges, defineScenario, NO_HOOK as MARK } from '#kit';
const COUNT = 3;
const half = (count) => count / 2;
const isOdd = (view) => view.facts.length % 2 === 1;
export default defineScenario({
    id: 'a/b',
    role: 'endpoint',
    title: 'acknowledges',
    reliesOn: ['a/a:ACK-001'],
    async drive(peer) {
        for (let sent = 0; sent < half(COUNT); sent++) peer.mark(MARK);
    },
    checks: { 'ACK-001': acknowledges('a batch'), 'ACK-002': isOdd },
    observe: () => [],
});
`;

test.each([
  ['a check', "acknowledges('a batch')", "acknowledges('a small batch')"],
  ['which rows are checked', "'ACK-002'", "'ACK-003'"],
  ['what only a check uses', '% 2 === 1', '% 2 === 0'],
  ['the title', "title: 'acknowledges'", "title: 'acknowledges a batch'"],
  ['an observation', 'observe: () => []', 'observe: () => [1]'],
  ['what only a check imports', 'acknowledges, defineScenario', 'acknowledges, pass, defineScenario'],
])('is the same whatever becomes of %s', (_what, before, after) => {
  expect(module).toContain(before);
  expect(driveOf(ts, module.replace(before, after))).toEqual(driveOf(ts, module));
});

test.each([
  ['the drive', 'sent++', 'sent += 2'],
  ['a constant that it uses', 'COUNT = 3', 'COUNT = 4'],
  ['a function that one of its functions uses', 'count / 2', 'count / 3'],
  ['a control', 'ACK-001', 'ACK-002'],
  ['what it imports under another name', 'NO_HOOK as MARK', 'PROVOKED as MARK'],
  ['a statement that has no name', 'const COUNT', 'globalThis.x = 1;\nconst COUNT'],
])('is another where %s changes', (_what, before, after) => {
  expect(module).toContain(before);
  expect(driveOf(ts, module.replace(before, after))).not.toEqual(driveOf(ts, module));
});

test('names what it takes from the kit as the kit calls it', () => {
  expect(driveOf(ts, module).imports).toEqual([
    { from: '#kit', name: 'defineScenario' },
    { from: '#kit', name: 'NO_HOOK' },
  ]);
});

test.each(['export default scenario;', 'export default make();', 'export default defineScenario(definition);'])(
  'is all of a module that says only %s',
  (end) => {
    const other = `const scenario = 1;\nconst definition = { title: 'x' };\n${end}\n`;
    expect(driveOf(ts, other).text).toContain(end.slice(0, -1));
    expect(driveOf(ts, other.replace("'x'", "'y'")).text === driveOf(ts, other).text).toBe(!end.includes('definition'));
  },
);

test('takes of what it imports later the names that it uses, or all of it', () => {
  const searching = (line: string) => driveOf(ts, module.replace('for (let', `${line}\n        for (let`)).imports.slice(0, -1);
  expect(searching("const { search, other: renamed } = await import('#kit/fuzz');").slice(1)).toEqual([
    { from: '#kit/fuzz', name: 'search' },
    { from: '#kit/fuzz', name: 'other' },
  ]);
  expect(searching("const fuzz = await import('#kit/fuzz');").slice(1)).toEqual([{ from: '#kit/fuzz' }]);
});
