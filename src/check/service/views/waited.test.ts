import { expect, test } from 'vitest';
import { serviceProfile } from '../../../protocol/profile.ts';
import type { Entry, EntryBody, WaitOutcome } from '../../../transcript/entry.ts';
import { viewOf } from '../../view.ts';
import { missedDuty, waitsFor } from './waited.ts';

/** What a wait of 4 s for a ping comes to that ended in some way. */
function outcomeOf(outcome: WaitOutcome, ...before: readonly EntryBody[]) {
  const wait: EntryBody = {
    kind: 'timer',
    direction: 'local',
    wait: 'ping',
    boundMs: 4000,
    elapsedMs: 4000,
    outcome,
    of: null,
    by: null,
  };
  const entries = [...before, wait].map((body, index): Entry => ({ n: index + 1, at: 5000 + index, ...body }));
  const view = viewOf(
    [{ header: { transcript: 1, scenario: 's', role: 'service', epochMs: 0, group: [] }, entries }],
    serviceProfile,
  );
  return missedDuty(view, waitsFor(view, 'ping')[0], { reason: 'no-ping', message: 'none', expected: 'a ping', evidence: [] });
}

test('is a violation that depends on time where the wait ran out', () => {
  expect(outcomeOf('expired')).toMatchObject({
    kind: 'violation',
    reason: 'no-ping',
    isTimed: true,
    expected: 'a ping within 4 s',
  });
});

test('is nothing against the candidate where the wait was cut short, or our own loop was late', () => {
  expect(outcomeOf('aborted')).toMatchObject({ kind: 'untestable', reason: 'no-verdict' });
  expect(outcomeOf('ended')).toMatchObject({ kind: 'untestable', reason: 'candidate-ended' });
  expect(outcomeOf('expired', { kind: 'lag', direction: 'local', lagMs: 1500 })).toMatchObject({ reason: 'runner-lagged' });
  expect(outcomeOf('expired', { kind: 'lag', direction: 'local', lagMs: 500 })).toMatchObject({ kind: 'violation' });
});
