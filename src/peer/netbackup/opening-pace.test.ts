import { beforeEach, expect, test } from 'vitest';
import { defaultProfile } from '../../protocol/profile.ts';
import { systemClock } from '../../transcript/clock.ts';
import type { EntryBody } from '../../transcript/entry.ts';
import { OpeningPace } from './opening-pace.ts';

let now = 0;
const pace = () => new OpeningPace({ ...systemClock, now: () => now }, defaultProfile);
const answered = (status: number, headers: Readonly<Record<string, string>> = {}): readonly EntryBody[] => [
  { kind: 'upgrade', direction: 'received', status, headers, problem: 'refused', detail: '' },
];
const refused: readonly EntryBody[] = [
  { kind: 'tcp', direction: 'local', event: 'failed', host: 'a', port: 1, error: 'ECONNREFUSED' },
];
const openings = (one: OpeningPace, amount: number) => {
  for (let index = 0; index < amount; index++) {
    one.begins();
    one.opened();
  }
};

beforeEach(() => {
  now = 0;
});

test('opens at once until somebody asks for a pause', () => {
  const one = pace();
  openings(one, 30);
  expect(one.restMs).toBe(0);
});

test('waits as long as Retry-After says, and keeps to that from then on', () => {
  const one = pace();
  openings(one, 1);
  expect(one.failed(answered(429, { 'retry-after': '3' }))).toMatchObject({
    why: 'status 429 (too many requests)',
    pauseMs: 3000,
  });
  expect(one.restMs).toBe(3000);
  now = 1000;
  expect(one.restMs).toBe(2000);
});

test('makes longer pauses where none is named, the last of them a period, and gives up after that', () => {
  const one = pace();
  openings(one, 1);
  const pauses = Array.from({ length: 12 }, () => one.failed(answered(429))?.pauseMs ?? null);
  expect(pauses.slice(0, 7)).toEqual([500, 2000, 8000, 32_000, 60_000, null, null]);
  expect(one.restMs).toBe(0);
});

test('has all its patience again once an opening succeeded', () => {
  const one = pace();
  openings(one, 1);
  for (let time = 0; time < 8; time++) one.failed(answered(429));
  one.opened();
  expect(one.failed(answered(429, { 'retry-after': '2' }))).toMatchObject({ pauseMs: 2000 });
});

test('takes a reset, a refusal and 503 for its own pace only after several openings, of which one succeeded', () => {
  const one = pace();
  one.begins();
  expect([one.failed(refused), one.failed(answered(503))]).toEqual([null, null]);
  openings(one, 4);
  expect(one.failed(answered(503))).toMatchObject({ pauseMs: 500 });
});

test('excuses nobody who turns it away without a word after a whole period', () => {
  const one = pace();
  openings(one, 5);
  const outcomes = Array.from({ length: 7 }, () => one.failed(answered(503)));
  expect(outcomes.slice(0, 5).map((outcome) => outcome?.pauseMs)).toEqual([500, 2000, 8000, 32_000, 60_000]);
  expect(outcomes.slice(5)).toEqual([null, null]);
});

test('has little patience where nobody is there', () => {
  const one = pace();
  openings(one, 5);
  const pauses = Array.from({ length: 4 }, () => one.failed(refused)?.pauseMs ?? null);
  expect(pauses).toEqual([500, 2000, null, null]);
  expect(one.restMs).toBe(0);
});

test('says nothing of any other failure', () => {
  const one = pace();
  openings(one, 9);
  expect(one.failed(answered(404))).toBeNull();
  expect(one.failed([])).toBeNull();
});

test('takes a refusal after a dropped connection for the end of the candidate, and waits for it only as long as it is told to', () => {
  const one = pace();
  openings(one, 5);
  expect(one.failed(refused, true)).toBeNull();
  const patient = new OpeningPace({ ...systemClock, now: () => now }, defaultProfile, 800);
  openings(patient, 5);
  const favours = Array.from({ length: 3 }, () => patient.failed(refused, true));
  expect(favours).toMatchObject([{ pauseMs: 500, isGone: true }, { pauseMs: 300, isGone: true }, null]);
});
