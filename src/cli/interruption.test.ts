import { afterEach, expect, test, vi } from 'vitest';
import { type Interruption, interruption } from './interruption.ts';

let stop: Interruption | undefined;
afterEach(() => {
  stop?.dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What would end this process; nothing does. */
const watchedExit = () => vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);

test('a second signal ends the process at once, the first lets the run come to its report', () => {
  const ended = watchedExit();
  stop = interruption(undefined);
  process.emit('SIGINT');
  expect([stop.signal.aborted, stop.exitCode()]).toEqual([true, 130]);
  expect(ended).not.toHaveBeenCalled();
  process.emit('SIGTERM');
  expect(ended).toHaveBeenCalledExactlyOnceWith(143);
});

test('a first signal after the time has run out does not cost the report', () => {
  const ended = watchedExit();
  vi.useFakeTimers();
  stop = interruption(1);
  vi.advanceTimersByTime(1000);
  expect([stop.signal.aborted, stop.exitCode()]).toEqual([true, undefined]);
  process.emit('SIGINT');
  expect(ended).not.toHaveBeenCalled();
  expect(stop.exitCode()).toBe(130);
  process.emit('SIGINT');
  expect(ended).toHaveBeenCalledExactlyOnceWith(130);
});
