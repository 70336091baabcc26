import { describe, expect, test } from 'vitest';
import { defaultProfile } from '../protocol/profile.ts';
import type { Entry, EntryBody } from '../transcript/entry.ts';
import { acknowledges } from './acknowledge.ts';
import { CASE, COUNTEREXAMPLE, chargedTo, counterexamples, inCases, lockOuts, SEARCHED, type Stage } from './cases.ts';
import type { Tag } from './tag.ts';
import { viewOf } from './view.ts';

const mark = (name: string, detail: object): EntryBody => ({
  kind: 'mark',
  direction: 'local',
  name,
  detail: JSON.stringify(detail),
});
const caseOf = (number: number, carried: readonly Tag[] = [], stage: Stage = 'search') =>
  mark(CASE, { number, stage, tags: carried });
const searched = (more: object = {}) => mark(SEARCHED, { cases: 1, replay: false, isLockedOut: false, ...more });
const found = (number: number, alone: boolean, carried: readonly Tag[] = []) =>
  mark(COUNTEREXAMPLE, { scenario: 'a/b', number, seed: 1, path: '0', tags: carried, steps: ['x', 'y'], alone, value: {} });

const message = (direction: 'sent' | 'received', id: string): EntryBody => {
  const subType = direction === 'sent' ? 'REQUEST' : 'RESPONSE';
  const payload = direction === 'sent' ? [{ notificationType: 'INFO', object: 'JOB', data: [{}] }] : [];
  const text = JSON.stringify({ version: '1.0', id, type: 'NOTIFICATION', subType, timeStamp: 1, payload });
  return { kind: 'message', direction, text, bytes: text.length, binary: false, frames: [] };
};
const acked = (id: string): readonly EntryBody[] => [message('sent', id), message('received', id)];

/** Three sends of which each waited in vain. */
const lost = (id: string): readonly EntryBody[] => [0, 1, 2].flatMap(() => [message('sent', id), { ...expired }]);
const expired: EntryBody = {
  kind: 'timer',
  direction: 'local',
  wait: 'acknowledgement',
  boundMs: 5000,
  elapsedMs: 5000,
  outcome: 'expired',
  of: null,
  by: null,
};
const refused: EntryBody = { kind: 'tcp', direction: 'local', event: 'failed', host: 'h', port: 1, error: 'ECONNREFUSED' };

function view(...bodies: readonly (EntryBody | readonly EntryBody[])[]) {
  const flat = bodies.flat();
  const entries = flat.map((body, index): Entry => {
    const ofLast = body.kind === 'timer' ? { of: index } : {};
    return { n: index + 1, at: index, connection: 'c1', ...body, ...ofLast } as Entry;
  });
  const header = { transcript: 1, scenario: 'a/b', role: 'endpoint', epochMs: 0, group: [] } as const;
  return viewOf([{ header, entries }], defaultProfile);
}

const any = inCases(acknowledges());
const charged = (row: string) => inCases(acknowledges(), chargedTo(row));

describe('inCases', () => {
  test('passes on what was acknowledged, and cites the end of the search', () => {
    const outcome = any(view(caseOf(1), acked('A'), searched()));

    expect(outcome).toMatchObject({ kind: 'pass' });
    expect(outcome?.evidence.map(({ entry }) => entry)).toContain(4);
  });

  test('is untestable where the search was cut short', () => {
    expect(any(view(caseOf(1), acked('A')))).toMatchObject({ kind: 'untestable', reason: 'search-interrupted' });
  });

  test('charges a case to the row of what is unusual about it, and to no other', () => {
    const transcript = view(caseOf(1), acked('A'), caseOf(2, ['extra-member']), lost('B'), searched());

    expect(charged('MSG-021')(transcript)).toMatchObject({ kind: 'violation', reason: 'unacknowledged' });
    expect(charged('ACK-001')(transcript)).toMatchObject({ kind: 'pass' });
  });

  test('charges it to the row of its smallest form, where that failed by itself, and tells that', () => {
    const transcript = view(
      caseOf(1, ['extra-member', 'batch']),
      lost('A'),
      caseOf(1, ['batch'], 'smallest'),
      lost('B'),
      found(1, true, ['batch']),
      searched(),
    );

    expect(charged('NTF-030')(transcript)).toMatchObject({
      kind: 'violation',
      message: expect.stringContaining('smallest: x, then y'),
    });
    expect(charged('MSG-021')(transcript)).not.toMatchObject({ kind: 'violation' });
  });

  test('charges what fails only after what came before to ACK-001, and says so', () => {
    const transcript = view(caseOf(1, ['extra-member']), lost('A'), found(1, false, ['extra-member']), searched());

    expect(charged('ACK-001')(transcript)).toMatchObject({
      kind: 'violation',
      message: expect.stringContaining('only after what came before on its connection: x, then y'),
    });
    expect(charged('MSG-021')(transcript)).not.toMatchObject({ kind: 'violation' });
  });

  test('judges no step of shrinking', () => {
    expect(any(view(caseOf(1), acked('A'), caseOf(1, [], 'shrink'), lost('B'), searched()))).toMatchObject({ kind: 'pass' });
  });

  test('finds a candidate that nobody finds any more', () => {
    const transcript = view(caseOf(1), acked('A'), caseOf(2), message('sent', 'B'), refused, searched());

    expect(any(transcript)).toMatchObject({ kind: 'violation', reason: 'gone', actual: 'ECONNREFUSED at h:1' });
  });

  test('takes no pass from a case that did not hold and of which nobody can say why', () => {
    const transcript = view(caseOf(1), acked('A'), caseOf(2), message('sent', 'B'), found(2, true), searched());

    expect(any(transcript)).toMatchObject({ kind: 'untestable' });
  });

  test('does not apply where a replay says nothing about it', () => {
    const transcript = view(caseOf(1, ['batch']), acked('A'), searched({ replay: true }));

    expect(charged('MSG-021')(transcript)).toMatchObject({ kind: 'not-applicable', reason: 'not-replayed' });
    expect(charged('NTF-030')(transcript)).toMatchObject({ kind: 'pass' });
  });
});

test('a lock-out is an observation', () => {
  expect(lockOuts(view(searched({ isLockedOut: true })))).toHaveLength(1);
  expect(lockOuts(view(searched()))).toEqual([]);
});

test('counterexamples are read back as they were marked', () => {
  expect(counterexamples(view(found(3, true, ['batch'])))).toMatchObject([{ number: 3, alone: true, steps: ['x', 'y'] }]);
});
