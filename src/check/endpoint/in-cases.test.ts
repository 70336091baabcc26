import { describe, expect, test } from 'vitest';
import { defaultProfile } from '../../protocol/profile.ts';
import type { Entry, EntryBody } from '../../transcript/entry.ts';
import { type CaseStage, markOf, type SearchEnd, type Tag } from '../../transcript/mark.ts';
import { viewOf } from '../view.ts';
import { acknowledges } from './acknowledge.ts';
import { chargedTo, inCases } from './in-cases.ts';
import { keepsTakingToken } from './keeps-taking-token.ts';
import { lockOuts, unguardedCounterexamples } from './lock-out.ts';

const caseOf = (number: number, carried: readonly Tag[] = [], stage: CaseStage = 'search') =>
  markOf('case', { number, stage, tags: carried });
const searched = (more: Partial<SearchEnd> = {}) => markOf('searched', { cases: 1, replay: false, ...more });
const found = (number: number, alone: boolean, carried: readonly Tag[] = []) =>
  markOf('counterexample', { scenario: 'a/b', number, seed: 1, path: '0', tags: carried, steps: ['x', 'y'], alone, value: {} });

const message = (direction: 'sent' | 'received', id: string): EntryBody => {
  const subType = direction === 'sent' ? 'REQUEST' : 'RESPONSE';
  const payload = direction === 'sent' ? [{ notificationType: 'INFO', object: 'JOB', data: [{}] }] : [];
  const text = JSON.stringify({ version: '1.0', id, type: 'NOTIFICATION', subType, timeStamp: 1, payload });
  return { kind: 'message', direction, text, bytes: text.length, binary: false, frames: [] };
};
const acked = (id: string): readonly EntryBody[] => [message('sent', id), message('received', id)];

/** A CONNECT with a token, and what is said to it. */
function connect(token: string, valid: boolean): readonly EntryBody[] {
  connects += 1;
  const envelope = { version: '1.0', id: `CONNECT-${connects}`, type: 'CONNECT', timeStamp: 1 };
  const written = (direction: 'sent' | 'received', subType: string, payload: object): EntryBody => {
    const text = JSON.stringify({ ...envelope, subType, payload });
    return { kind: 'message', direction, text, bytes: text.length, binary: false, frames: [] };
  };
  return [written('sent', 'REQUEST', { token }), written('received', 'RESPONSE', { valid })];
}
let connects = 0;
const [GOOD, WRONG, OTHER] = ['⟦token 1⟧', '⟦token 1, middle⟧', '⟦token 2⟧'];
const taken = () => connect(GOOD, true);
const away = () => connect(GOOD, false);
const wrong = () => connect(WRONG, false);
/** The run had presented wrong tokens before this transcript. */
const guessed = markOf('wrong-tokens', 3);
const forbidden: EntryBody = {
  kind: 'upgrade',
  direction: 'received',
  status: 403,
  headers: {},
  problem: 'refused',
  detail: 'status 403',
};

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

  test('finds a candidate that nobody finds any more', () => {
    const transcript = view(caseOf(1), acked('A'), caseOf(2), message('sent', 'B'), refused, searched());

    expect(any(transcript)).toMatchObject({ kind: 'violation', reason: 'gone', actual: 'ECONNREFUSED at h:1' });
  });

  test('does not apply where a replay says nothing about it', () => {
    const transcript = view(caseOf(1, ['batch']), acked('A'), searched({ replay: true }));

    expect(charged('MSG-021')(transcript)).toMatchObject({ kind: 'not-applicable', reason: 'not-replayed' });
    expect(charged('NTF-030')(transcript)).toMatchObject({ kind: 'pass' });
  });
});

describe('a good token that is no longer taken', () => {
  const lastCase = (...bodies: readonly (EntryBody | readonly EntryBody[])[]) =>
    view(guessed, caseOf(1), taken(), ...bodies, found(2, false), searched());

  test.each([
    ['after a wrong one in the same case', lastCase(caseOf(2), taken(), wrong(), taken(), away())],
    ['after a wrong one at the end of the case before', lastCase(wrong(), caseOf(2), away())],
    ['after a wrong one, although that of another endpoint is', lastCase(wrong(), connect(OTHER, true), caseOf(2), away())],
    ['after a wrong one first of all in its case', lastCase(caseOf(2), wrong(), taken(), away())],
    ['from before the search on', view(guessed, caseOf(2), away(), found(2, false), searched())],
    ['at the upgrade, after a wrong one', lastCase(caseOf(2), wrong(), forbidden)],
  ])('%s is a lock-out: an observation', (_when, transcript) => {
    expect(lockOuts(transcript)).toHaveLength(1);
    expect(keepsTakingToken(transcript)).not.toMatchObject({ kind: 'violation' });
    expect(any(transcript)).toMatchObject({ kind: 'not-applicable', reason: 'locked-out' });
    expect(unguardedCounterexamples(transcript)).toEqual([]);
  });

  test.each([
    ['without a wrong one since', lastCase(caseOf(2), taken(), away())],
    ['in a case after one in which it was', lastCase(wrong(), taken(), caseOf(2), away())],
    ['in a run without a wrong one', view(caseOf(2), taken(), away(), found(2, false), searched())],
    ['at the upgrade', lastCase(caseOf(2), taken(), forbidden)],
  ])('%s is not a lock-out: a violation', (_when, transcript) => {
    expect(keepsTakingToken(transcript)).toMatchObject({
      kind: 'violation',
      reason: 'good-token-refused',
      message: expect.stringContaining('only after what came before on its connection: x, then y'),
    });
    expect(lockOuts(transcript)).toEqual([]);
    expect(unguardedCounterexamples(transcript)).toHaveLength(1);
  });

  test('is told by its smallest form where it is taken again', () => {
    const transcript = view(caseOf(1), taken(), away(), caseOf(1, [], 'smallest'), away(), found(1, true), searched());

    expect(keepsTakingToken(transcript)).toMatchObject({ kind: 'violation', message: expect.stringContaining('smallest: x') });
  });

  test('hides no failure that was found before it', () => {
    const shrinking = [caseOf(1, [], 'shrink'), taken(), wrong(), away()];
    const transcript = view(guessed, caseOf(1), taken(), lost('A'), ...shrinking, found(1, false), searched());

    expect(any(transcript)).toMatchObject({ kind: 'violation', reason: 'unacknowledged' });
    expect(lockOuts(transcript)).toEqual([]);
  });
});

test('a good token that is taken in every case passes', () => {
  const outcome = keepsTakingToken(view(caseOf(1), taken(), wrong(), caseOf(2), taken(), searched()));

  expect(outcome).toMatchObject({ kind: 'pass' });
  expect(lockOuts(view(caseOf(1), taken(), searched()))).toEqual([]);
});
