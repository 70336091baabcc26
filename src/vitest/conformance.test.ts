import { expect, test } from 'vitest';
import type { RunOptions } from '../api/options.ts';
import { conformance } from './conformance.ts';

test.each<Partial<RunOptions>>([{ repeat: 2 }, { updateBaseline: true }])(
  'refuses what is of more than one run of tests: %j',
  async (more) => {
    const options: RunOptions = { role: 'service', ...more };
    await expect(conformance(options)).rejects.toThrow(/^(repeat|updateBaseline): expected the options of one run/);
  },
);
