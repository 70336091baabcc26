import { expect, test } from 'vitest';
import { systemClock } from '../transcript/clock.ts';
import { FLOOD } from '../transcript/entry.ts';
import { Recorder } from '../transcript/recorder.ts';
import { Redactor } from '../transcript/redactor.ts';
import { FloodMeter } from './flood-meter.ts';

test('ends a run in which a candidate says more than any conforming one, and marks it once', () => {
  const meter = new FloodMeter('enough');
  const header = { transcript: 1, scenario: 'run', role: 'service', epochMs: 0, group: [] } as const;
  const recorder = new Recorder(header, systemClock, 0, new Redactor());
  const pong = recorder.record({ kind: 'pong', direction: 'received', hex: '', frames: [] });
  const ours = recorder.record({ kind: 'pong', direction: 'sent', hex: '', frames: [] });
  for (let said = 0; said < 20_000; said++) {
    meter.count(pong, recorder);
    meter.count(ours, recorder);
  }
  expect(meter.signal.aborted).toBe(false);
  for (let said = 0; said < 10; said++) meter.count(pong, recorder);

  expect(meter.signal.reason).toBe('enough');
  expect(recorder.transcript.entries.filter((entry) => entry.kind === 'mark').map(({ name }) => name)).toEqual([FLOOD]);
});
