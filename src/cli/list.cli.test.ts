import { expect, test } from 'vitest';
import { binary } from './binary.test-data.ts';

interface Listing {
  readonly scenarios: readonly { readonly id: string; readonly checks: readonly { readonly id: string }[] }[];
  readonly requirements: readonly { readonly id: string; readonly checks: readonly string[]; readonly reason: string | null }[];
}

test('lists scenarios and requirements as JSON and nothing else', async () => {
  const { code, stdout, stderr } = await binary(['list', 'endpoint', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { scenarios, requirements } = JSON.parse(stdout) as Listing;
  expect(scenarios.length).toBeGreaterThanOrEqual(20);
  expect(requirements.filter(({ checks }) => checks.length > 0).length).toBeGreaterThanOrEqual(25);
  for (const { id, checks, reason } of requirements)
    expect(checks.length > 0 ? reason === null : (reason?.length ?? 0) > 10, id).toBe(true);
});

test('lists for people, with the number of rows checked', async () => {
  const { code, stdout } = await binary(['list']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\d+ of 90 checked/);
});

test.each([['list', 'nobody'], ['lst'], ['run'], ['run', 'nobody'], ['selftest', 'nobody'], ['selftest', '--page', 'matrix.md']])(
  'answers %s %s with a sentence and exit code 2',
  async (...args) => {
    const { code, stderr } = await binary(args);
    expect(code).toBe(2);
    expect(stderr.length).toBeGreaterThan(20);
  },
);

test('prints its version and its help without an error', async () => {
  expect((await binary(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await binary(['run', 'endpoint', '--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('--ca <file>');
});
