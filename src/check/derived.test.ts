import { expect, test, vi } from 'vitest';
import { derived } from './derived.ts';

test('works a value out once for each thing, even where it is undefined', () => {
  const from = vi.fn((of: { readonly n: number }) => (of.n === 0 ? undefined : of.n));
  const value = derived(from);
  const [none, one] = [{ n: 0 }, { n: 1 }];

  expect([value(none), value(none), value(one), value(one)]).toEqual([undefined, undefined, 1, 1]);
  expect(from).toHaveBeenCalledTimes(2);
});
