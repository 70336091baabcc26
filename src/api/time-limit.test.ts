import { expect, test, vi } from 'vitest';
import { timeLimit } from './time-limit.ts';

test('aborts when the time is up or another signal says so, and not once it is disposed of', () => {
  vi.useFakeTimers();
  try {
    const [short, over, other] = [timeLimit(1, undefined), timeLimit(1, undefined), new AbortController()];
    const given = timeLimit(undefined, other.signal);
    over.dispose();
    vi.advanceTimersByTime(1000);
    expect([short, over, given].map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
    other.abort();
    expect(given.signal.aborted).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
