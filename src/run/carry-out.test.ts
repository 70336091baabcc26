import { expect, test } from 'vitest';
import { WaitEnded } from '../scenario/service-peer.ts';
import type { Clock } from '../transcript/clock.ts';
import { Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { carryOutDrive } from './carry-out.ts';

/** A clock of which each timer rings when it is told to. */
function handClock() {
  const due = new Set<{ readonly milliseconds: number; readonly run: () => void }>();
  const clock: Clock = {
    now: () => 0,
    wall: () => 0,
    after: (milliseconds, run) => {
      const timer = { milliseconds, run };
      due.add(timer);
      return { cancel: () => void due.delete(timer) };
    },
  };
  return {
    clock,
    due,
    ring: (most: number) => [...due].filter((timer) => timer.milliseconds <= most).map((timer) => timer.run()),
  };
}

function carrying(drive: Promise<void>, stop = new AbortController()) {
  const { clock, due, ring } = handClock();
  const header = { transcript: 1, scenario: 'own/hangs', role: 'endpoint', epochMs: 0, group: [] } as const;
  const recorder = new Recorder(header, clock, 0, new Redactor());
  const done = carryOutDrive(drive, recorder, clock, stop.signal);
  const ended = () => recorder.transcript.entries.flatMap((entry) => (entry.kind === 'mark' ? [entry] : []));
  return { stop, due, ring, done, ended };
}

const never = () => new Promise<void>(() => {});

test('a drive that never settles is given up a while after an interrupt, as interrupted', async () => {
  const { stop, due, ring, done, ended } = carrying(never());
  ring(10_000);
  stop.abort();
  expect(due.size).toBe(2);
  ring(10_000);
  expect(await done).toBe(false);
  expect(ended()).toMatchObject([{ name: 'drive-ended', detail: 'interrupted' }]);
  expect(due.size).toBe(0);
});

test('one that begins after the interrupt is given up too', async () => {
  const stop = new AbortController();
  stop.abort();
  const { ring, done, ended } = carrying(never(), stop);
  ring(10_000);
  expect(await done).toBe(false);
  expect(ended()).toMatchObject([{ detail: 'interrupted' }]);
});

test('one that ends by itself leaves no timer, whether it was interrupted or not', async () => {
  const whole = carrying(Promise.resolve());
  expect(await whole.done).toBe(true);
  whole.stop.abort();
  const cut = carrying(Promise.reject(new WaitEnded('it is over')));
  cut.stop.abort();
  expect(await cut.done).toBe(false);
  expect(cut.ended()).toMatchObject([{ detail: 'interrupted' }]);
  expect([whole.due.size, cut.due.size]).toEqual([0, 0]);
});
