import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../result/result.ts';
import { sampleCheck, sampleResult, sampleScenario } from '../result/sample-result.test-data.ts';
import type { AcceptedFailure } from './baseline.ts';
import { accepting, exitCodeOf, type GateTerms, gated, isOpen } from './gate.ts';

const ID = 'batching/two:NTF-030';
const OTHER = 'batching/two:ACK-001';
const GOOD = 'handshake/opens:CON-003';

const wrong = { verdict: 'fail', reason: 'id-differs', message: 'another id' } as const;
const entry: AcceptedFailure = { reason: 'known, see 12', verdict: 'fail' };

/** A run of three checks, of which the first two are as given. */
function run(one: Partial<CheckResult>, other: Partial<CheckResult> = {}, complete = true) {
  const checks = [sampleCheck(ID, one), sampleCheck(OTHER, other)];
  const verdicts = checks.map(({ verdict }) => verdict);
  const verdict = verdicts.includes('fail') ? 'nonconformant' : verdicts.includes('untestable') ? 'inconclusive' : 'conformant';
  const scenarios = [sampleScenario('batching/two', checks), sampleScenario('handshake/opens', [sampleCheck(GOOD)])];
  return sampleResult(scenarios, [], { verdict, complete });
}

function terms(entries: Readonly<Record<string, AcceptedFailure>> | null, change: Partial<GateTerms> = {}): GateTerms {
  const baseline = entries === null ? null : { file: 'accepted.yaml', entries: new Map(Object.entries(entries)) };
  return { baseline, strict: false, known: new Set([ID, OTHER, GOOD, 'pong/none:KAL-001']), today: '2026-11-25', ...change };
}

const codeOf = (...given: Parameters<typeof gated>) => exitCodeOf(gated(...given));
const complaintsOf = (...given: Parameters<typeof gated>) => gated(...given).baseline?.complaints;

describe('without a baseline', () => {
  test('the verdict decides', () => {
    expect([run({}), run(wrong), run({ verdict: 'untestable' })].map((result) => codeOf(result, terms(null)))).toEqual([0, 1, 3]);
    expect(gated(run(wrong), terms(null)).baseline).toBeNull();
  });

  test('a warning is red under --strict alone', () => {
    const warned = run({ verdict: 'warn', reason: 'slow' });
    expect(codeOf(warned, terms(null))).toBe(0);
    expect(codeOf(warned, terms(null, { strict: true }))).toBe(1);
    expect(codeOf(run({}), terms(null, { strict: true }))).toBe(0);
    expect(codeOf(run({ verdict: 'untestable' }), terms(null, { strict: true }))).toBe(3);
  });
});

describe('with a baseline', () => {
  test('passes where exactly the listed checks are red, and leaves the verdict as it was seen', () => {
    const result = gated(run(wrong), terms({ [ID]: entry }));
    expect(exitCodeOf(result)).toBe(0);
    expect(result.verdict).toBe('nonconformant');
    expect(result.baseline?.accepted).toEqual([{ check: ID, reason: 'known, see 12' }]);
  });

  test('fails on one more', () => {
    const result = gated(run(wrong, wrong), terms({ [ID]: entry }));
    expect(exitCodeOf(result)).toBe(1);
    expect(result.baseline?.open).toEqual([OTHER]);
  });

  test.each<[string, Partial<CheckResult>, AcceptedFailure, RegExp]>([
    ['an unexpected pass', {}, entry, /got an unexpected pass; it is mended: remove the entry$/],
    ['a stale entry', { verdict: 'warn', reason: 'slow' }, entry, /got warn \(slow\); the entry is stale/],
    ['an expired entry', wrong, { ...entry, expires: '2026-11-24' }, /was until 2026-11-24/],
    [
      'another reason than was accepted',
      wrong,
      { ...entry, told: 'no-answer' },
      /expected fail \(no-answer\), got fail \(id-differs\)/,
    ],
    ['another verdict than was accepted', wrong, { ...entry, verdict: 'warn' }, /expected warn, got fail \(id-differs\)/],
  ])('fails on %s with a sentence', (_what, seen, given, sentence) => {
    const result = run(seen);
    expect(complaintsOf(result, terms({ [ID]: given }))).toEqual([expect.stringMatching(sentence)]);
    expect(codeOf(result, terms({ [ID]: given }))).toBe(1);
  });

  test('fails on a check that there is none of', () => {
    expect(complaintsOf(run({}), terms({ 'batching/too:NTF-030': entry }))).toEqual([
      'accepted.yaml: batching/too:NTF-030: expected the id of a check, got one that no scenario has; list shows them; correct it or remove the entry',
    ]);
  });

  test('holds on the last day', () => {
    expect(codeOf(run(wrong), terms({ [ID]: { ...entry, expires: '2026-11-25' } }))).toBe(0);
  });

  test('says what was not selected, and does not fail on it', () => {
    const result = gated(run(wrong), terms({ [ID]: entry, 'pong/none:KAL-001': entry }));
    expect(exitCodeOf(result)).toBe(0);
    expect(result.baseline?.notSelected).toEqual(['pong/none:KAL-001']);
  });

  test('takes a check that did not apply this time for one that was not selected', () => {
    const result = gated(run({ verdict: 'not-applicable', reason: 'not-seen' }), terms({ [ID]: entry }));
    expect(result.baseline).toMatchObject({ complaints: [], notSelected: [ID] });
    expect(exitCodeOf(result)).toBe(0);
    const late = { ...entry, expires: '2026-11-24' };
    expect(complaintsOf(run({ verdict: 'not-applicable' }), terms({ [ID]: late }))).toHaveLength(1);
  });

  test('is never green where a listed check could not be made', () => {
    expect(codeOf(run({ verdict: 'untestable', reason: 'control-not-passed' }), terms({ [ID]: entry }))).toBe(3);
  });

  test('is never green where nothing passed, or where the run was cut short', () => {
    const checks = [sampleCheck(ID, wrong), sampleCheck('registration/dialog:DSC-001')];
    const nothing = sampleResult([sampleScenario('batching/two', checks)], [], { verdict: 'nonconformant' });
    expect(codeOf(nothing, terms({ [ID]: entry }))).toBe(3);
    expect(codeOf(run(wrong, {}, false), terms({ [ID]: entry }))).toBe(3);
  });
});

test('isOpen tells what a run need not go on after', () => {
  const open = (check: Partial<CheckResult>, given: GateTerms) => isOpen(sampleCheck(ID, check), given);
  expect([open({}, terms(null)), open(wrong, terms(null)), open(wrong, terms({ [ID]: entry }))]).toEqual([false, true, false]);
  expect(open(wrong, terms({ [ID]: { ...entry, told: 'no-answer' } }))).toBe(true);
  expect([open({ verdict: 'warn' }, terms(null)), open({ verdict: 'warn' }, terms(null, { strict: true }))]).toEqual([
    false,
    true,
  ]);
});

describe('accepting', () => {
  const written = (result: ReturnType<typeof run>, entries: Readonly<Record<string, AcceptedFailure>>) =>
    Object.fromEntries(accepting(result, terms(entries)));

  test('lists what is red with what was told of it', () => {
    expect(written(run(wrong), {})).toEqual({
      [ID]: { reason: 'accepted on 2026-11-25 by --update-baseline: another id', verdict: 'fail', told: 'id-differs' },
    });
  });

  test('keeps reason, owner and issue, and lets go of what is mended, unknown or expired', () => {
    const owned = { ...entry, owner: 'gateway team', issue: '12' };
    expect(written(run(wrong), { [ID]: owned, [OTHER]: entry, 'batching/too:NTF-030': entry })).toEqual({ [ID]: owned });
    const late = { ...owned, expires: '2026-01-01' };
    expect(written(run(wrong), { [ID]: late })).toEqual({ [ID]: { ...owned, told: 'id-differs' } });
  });

  test('keeps what was not selected', () => {
    expect(written(run({}), { 'pong/none:KAL-001': entry })).toEqual({ 'pong/none:KAL-001': entry });
    expect(written(run({ verdict: 'not-applicable' }), { [ID]: entry })).toEqual({ [ID]: entry });
  });

  test('gives what the same run passes by', () => {
    const result = run(wrong, { verdict: 'untestable', reason: 'control-not-passed' });
    const entries = Object.fromEntries(accepting(result, terms({})));
    expect(codeOf(result, terms(entries))).toBe(0);
  });
});
