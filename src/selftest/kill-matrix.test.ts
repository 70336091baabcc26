import { beforeAll, describe, expect, test } from 'vitest';
import { type Corpus, loadCorpus } from '../plan/corpus.ts';
import { type Register, readRegister } from '../plan/register.ts';
import { assess } from './assess.ts';
import { loadFaults } from './candidates.ts';
import { trial } from './trial.ts';

const faults = await loadFaults();
let register: Register;
let corpus: Corpus;
beforeAll(async () => {
  register = readRegister();
  corpus = await loadCorpus('endpoint', register);
});

test('finds the reference itself conformant', async () => {
  const { result } = await trial([], corpus, register);
  expect(result.verdict).toBe('conformant');
});

describe('each fault is told under its requirement, for its reason, and nothing outside its cascade turns red', () => {
  test.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const { result } = await trial([fault.wrap], corpus, register);
    const { killedBy, collateral, red } = assess(fault, result);
    expect(killedBy, `red: ${JSON.stringify(red)}`).not.toBeNull();
    expect(collateral).toEqual([]);
  });
});
