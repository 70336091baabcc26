import { describe, expect, test } from 'vitest';
import { standing, toldBy } from '../../selftest/golden.test-data.ts';
import { sentenceOf } from '../golden-row.test-data.ts';
import { serviceRows } from './golden.test-data.ts';

describe('the checks of a service', () => {
  test.each(serviceRows.map((row) => [sentenceOf(row), row] as const))('%s', (_sentence, row) => {
    expect(toldBy(row)).toEqual(row.told);
  });

  test('leaves no pass standing when the entries that it cites are deleted', () => {
    expect(standing(serviceRows).map(sentenceOf)).toEqual([]);
  });
});
