import { describe, expect, test } from 'vitest';
import { binds } from '../protocol/binds.ts';
import { roles } from '../run/roles.ts';
import { sets } from '../scenario/set.ts';
import { loadCorpus } from './corpus.ts';
import { readRegister } from './register.ts';

const register = readRegister();
const corpora = { endpoint: await loadCorpus('endpoint', register), service: await loadCorpus('service', register) };
const checkIds = (role: keyof typeof corpora): readonly string[] => [
  ...corpora[role].scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`)),
  ...Object.keys(roles[role].invariants).map((row) => `run:${row}`),
];

test('has 236 rows with unique ids, a section, a level and a basis each', () => {
  expect(register.rows.size).toBe(236);
  for (const row of register.rows.values()) {
    expect(row.source.length, row.id).toBeGreaterThan(0);
    expect(row.level, row.id).toMatch(/^(MUST|SHOULD)( NOT)?$|^MAY$/);
    expect(row.basis, row.id).toMatch(/^(text|rfc|derived|example|inferred)$/);
  }
});

describe.each(['endpoint', 'service'] as const)('the corpus of role %s', (role) => {
  test('pins the id of every check', () => {
    expect([...checkIds(role)].sort()).toMatchSnapshot();
  });

  test('names a row of the register that binds the role in every check', () => {
    for (const id of checkIds(role)) {
      const row = register.rows.get(id.slice(id.lastIndexOf(':') + 1));
      expect(row !== undefined && binds(role, row), id).toBe(true);
    }
  });

  test('checks every row that binds the role, or says why not, and never both', () => {
    const checked = new Set(checkIds(role).map((id) => id.slice(id.lastIndexOf(':') + 1)));
    const unchecked = register.unchecked[role];
    const binding = [...register.rows.values()].filter((row) => binds(role, row)).map(({ id }) => id);
    expect(binding.length).toBeGreaterThan(0);
    expect(binding.filter((id) => !checked.has(id) && !unchecked.has(id))).toEqual([]);
    expect(binding.filter((id) => checked.has(id) && unchecked.has(id))).toEqual([]);
    for (const id of unchecked.keys()) expect(binding, id).toContain(id);
  });

  test('drives controls before what relies on them', () => {
    const order: readonly string[] = corpora[role].scenarios.map(({ id }) => id);
    for (const { id, reliesOn } of corpora[role].scenarios) {
      for (const control of reliesOn)
        expect(order.indexOf(control.slice(0, control.lastIndexOf(':'))), `${id} ← ${control}`).toBeLessThan(order.indexOf(id));
    }
  });
});

test('drives bad tokens last', () => {
  const phases = corpora.endpoint.scenarios.map(({ phase }) => phase);
  expect(phases.indexOf('bad-token')).toBeGreaterThan(phases.lastIndexOf('usual'));
  expect(phases.at(-1)).toMatch(/bad-token$/);
});

test('has each set of service scenarios driven', () => {
  expect([...new Set(corpora.service.scenarios.map(({ set }) => set))].sort()).toEqual(Object.keys(sets).sort());
});
