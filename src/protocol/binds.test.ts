import { expect, test } from 'vitest';
import { binds } from './binds.ts';

test.each([
  ['endpoint', ['endpoint', 'both', 'descriptor']],
  ['service', ['service', 'both']],
] as const)(
  'lets the rows of its own and those of both bind a candidate of role %s, and those of the descriptor an endpoint',
  (role, bound) => {
    const rows = ['endpoint', 'service', 'both', 'descriptor'] as const;
    expect(rows.filter((row) => binds(role, { role: row }))).toEqual(bound);
  },
);
