import { afterEach, expect, test, vi } from 'vitest';
import { need } from './need.test-data.ts';

afterEach(() => vi.unstubAllEnvs());

const skip = vi.fn();
const sentence = 'xyz: expected it on the path, got none; install xyz.';

test('skips a test with the sentence where something is not there, and no other', () => {
  vi.stubEnv('NBWSS_TESTS', undefined);
  need({ skip }, true, sentence);
  expect(skip).not.toHaveBeenCalled();
  need({ skip }, false, sentence);
  expect(skip.mock.calls).toEqual([[sentence]]);
});

test('fails it by the same sentence where every test must run', () => {
  vi.stubEnv('NBWSS_TESTS', 'complete');
  need({ skip }, true, sentence);
  expect(() => need({ skip }, false, sentence)).toThrow(sentence);
});
