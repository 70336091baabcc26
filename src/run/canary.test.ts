import { expect, test } from 'vitest';
import { serviceProfile } from '../protocol/profile.ts';
import { systemClock } from '../transcript/clock.ts';
import { countRuns } from './canary.ts';

test('counts attempts of one run of the connection process once', () => {
  let [now, runs] = [0, 0];
  const attempt = countRuns(serviceProfile, { ...systemClock, now: () => now }, () => {
    runs += 1;
  });
  for (now of [0, 5, 900, 2000, 2001, 3900, 6100]) attempt();

  expect(runs).toBe(4);
});
