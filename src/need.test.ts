import { afterEach, expect, test, vi } from 'vitest';
import { need } from './need.test-data.ts';

afterEach(() => vi.unstubAllEnvs());

const sentence = 'xyz: expected it on the path, got none; install xyz.';
const context = () => ({ skip: vi.fn(), task: { meta: {} } });

test('skips a test with the sentence where something is not there, and no other', () => {
  vi.stubEnv('NBWSS_TESTS', undefined);
  const [one, other] = [context(), context()];
  need(one, true, sentence);
  need(other, false, sentence);
  expect(one.skip).not.toHaveBeenCalled();
  expect(other.skip.mock.calls).toEqual([[sentence]]);
  expect(other.task.meta).toEqual({ skipped: sentence });
});

test('fails it by the same sentence where every test must run', () => {
  vi.stubEnv('NBWSS_TESTS', 'complete');
  need(context(), true, sentence);
  expect(() => need(context(), false, sentence)).toThrow(sentence);
});
