import { expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { LagMeter } from './lag-meter.ts';
import { Recorder } from './recorder.ts';
import { Redactor } from './redactor.ts';

/** Time that passes only when told to; a stall lets it pass without any timer running. */
class FakeClock implements Clock {
  #now = 5000;
  readonly #timers = new Map<() => void, number>();

  get timers(): number {
    return this.#timers.size;
  }

  now = (): number => this.#now;
  wall = (): number => 0;

  after(milliseconds: number, run: () => void) {
    this.#timers.set(run, this.#now + milliseconds);
    return { cancel: () => void this.#timers.delete(run) };
  }

  stall(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Runs the timers that are due, each once. */
  run(): void {
    for (const [run, due] of [...this.#timers]) {
      if (due > this.#now) continue;
      this.#timers.delete(run);
      run();
    }
  }

  /** Lets time pass with every timer on time. */
  pass(milliseconds: number): void {
    for (let i = 0; i < milliseconds; i++) {
      this.stall(1);
      this.run();
    }
  }
}

function setup() {
  const clock = new FakeClock();
  const newRecorder = () =>
    new Recorder({ transcript: 1, scenario: 'x', role: 'endpoint', epochMs: 0, group: [] }, clock, 5000, new Redactor());
  const recorders = [newRecorder()];
  const meter = new LagMeter(clock, () => [recorders.at(-1) ?? newRecorder()]);
  const lags = () =>
    recorders.map(({ transcript }) => transcript.entries.map((entry) => (entry.kind === 'lag' ? entry.lagMs : entry.kind)));
  return { clock, meter, lags, next: () => recorders.push(newRecorder()) };
}

test('notes nothing while every timer is on time', () => {
  const { clock, meter, lags } = setup();
  meter.start();
  clock.pass(1000);

  expect(lags()).toEqual([[]]);
});

test.each([
  [29, []],
  [30, [10]],
  [520, [500]],
])('notes a stall of %i ms by how much later than 20 ms the timer ran', (stall, expected) => {
  const { clock, meter, lags } = setup();
  meter.start();
  clock.stall(stall);
  clock.run();
  clock.pass(200);

  expect(lags()).toEqual([expected]);
});

test('notes every stall again', () => {
  const { clock, meter, lags } = setup();
  meter.start();
  for (const stall of [120, 70]) {
    clock.stall(stall);
    clock.run();
    clock.pass(100);
  }

  expect(lags()).toEqual([[100, 50]]);
});

test('notes a stall once that is sampled before its timer runs', () => {
  const { clock, meter, lags } = setup();
  meter.start();
  clock.stall(320);
  meter.sample();
  meter.sample();
  clock.run();
  clock.pass(100);

  expect(lags()).toEqual([[300]]);
});

test('hides no stall by having been sampled just before it', () => {
  const { clock, meter, lags } = setup();
  meter.start();
  clock.pass(19);
  meter.sample();
  clock.stall(26);
  clock.run();

  expect(lags()).toEqual([[25]]);
});

test('notes into the transcript of the moment', () => {
  const { clock, meter, lags, next } = setup();
  meter.start();
  clock.stall(60);
  meter.sample();
  next();
  clock.run();
  clock.stall(70);
  clock.run();

  expect(lags()).toEqual([[40], [50]]);
});

test('notes nothing before it is started nor after it is stopped, and leaves no timer', () => {
  const { clock, meter, lags } = setup();
  clock.stall(100);
  meter.sample();
  meter.start();
  clock.pass(50);
  meter.stop();
  clock.stall(1000);
  clock.run();
  meter.sample();

  expect(lags()).toEqual([[]]);
  expect(clock.timers).toBe(0);
});
