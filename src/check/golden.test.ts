import { describe, expect, test } from 'vitest';
import { standing, toldBy } from '../selftest/golden.test-data.ts';
import { kernelRows } from './golden.test-data.ts';
import { sentenceOf } from './golden-row.test-data.ts';

describe('the kernel', () => {
  test.each(kernelRows.map((row) => [sentenceOf(row), row] as const))('%s', (_sentence, row) => {
    expect(toldBy(row)).toEqual(row.told);
  });

  test('leaves no pass standing when the entries that it cites are deleted', () => {
    expect(standing(kernelRows).map(sentenceOf)).toEqual([]);
  });
});
