import { expect, test } from 'vitest';
import { endpointInvariants } from '../check/invariants/endpoint-invariants.ts';
import { loadCorpus } from './corpus.ts';
import { bindsEndpoint, readRegister } from './register.ts';

const register = readRegister();
const corpus = await loadCorpus('endpoint', register);
const scenarioRows = corpus.scenarios.flatMap(({ id, checks }) => Object.keys(checks).map((row) => `${id}:${row}`));
const runRows = Object.keys(endpointInvariants).map((row) => `run:${row}`);

test('pins the id of every check', () => {
  expect([...scenarioRows, ...runRows].sort()).toMatchSnapshot();
});

test('names a row of the register in every check', () => {
  for (const id of [...scenarioRows, ...runRows]) expect(register.rows.has(id.slice(id.lastIndexOf(':') + 1)), id).toBe(true);
});

test('has 233 rows with unique ids, a section, a level and a basis each', () => {
  expect(register.rows.size).toBe(233);
  for (const row of register.rows.values()) {
    expect(row.source.length, row.id).toBeGreaterThan(0);
    expect(row.level, row.id).toMatch(/^(MUST|SHOULD)( NOT)?$|^MAY$/);
    expect(row.basis, row.id).toMatch(/^(text|rfc|derived|example|inferred)$/);
  }
});

test('checks every row that binds an endpoint or its descriptor, or says why not, and never both', () => {
  const checked = new Set([...scenarioRows, ...runRows].map((id) => id.slice(id.lastIndexOf(':') + 1)));
  const binding = [...register.rows.values()].filter(bindsEndpoint).map(({ id }) => id);
  expect(binding.length).toBeGreaterThan(0);
  expect(binding.filter((id) => !checked.has(id) && !register.unchecked.endpoint.has(id))).toEqual([]);
  expect(binding.filter((id) => checked.has(id) && register.unchecked.endpoint.has(id))).toEqual([]);
  for (const id of register.unchecked.endpoint.keys()) expect(binding, id).toContain(id);
});

test('drives controls before what relies on them, and bad tokens last', () => {
  const order = corpus.scenarios.map(({ id }) => id);
  for (const { id, reliesOn } of corpus.scenarios) {
    for (const control of reliesOn)
      expect(order.indexOf(control.slice(0, control.lastIndexOf(':'))), `${id} ← ${control}`).toBeLessThan(order.indexOf(id));
  }
  const phases = corpus.scenarios.map(({ phase }) => phase);
  expect(phases.indexOf('bad-token')).toBeGreaterThan(phases.lastIndexOf('usual'));
  expect(phases.at(-1)).toMatch(/bad-token$/);
});
