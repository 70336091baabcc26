import { expect, test } from 'vitest';
import { type AcceptedFailure, BaselineError, parseBaseline, writeBaseline } from './baseline.ts';

const parsed = (yaml: string) => Object.fromEntries(parseBaseline(yaml, 'accepted.yaml'));

test('reads checks by id; what is accepted is a fail unless it says otherwise', () => {
  expect(
    parsed('checks:\n  a/b:MSG-007:\n    reason: ours\n    expires: 2027-01-31\n  run:X:\n    reason: r\n    verdict: warn\n'),
  ).toEqual({
    'a/b:MSG-007': { reason: 'ours', verdict: 'fail', expires: '2027-01-31' },
    'run:X': { reason: 'r', verdict: 'warn' },
  });
});

test.each([
  ['no YAML', 'checks: [', /expected YAML/],
  ['no checks', 'accepted: {}', /the file: expected/],
  ['nothing', '', /the file: expected/],
  ['no reason', 'checks:\n  a/b:MSG-007:\n    owner: me\n', /checks → a\/b:MSG-007: expected a reason/],
  ['an empty reason', "checks:\n  a/b:MSG-007:\n    reason: ' '\n", /→ reason: expected/],
  ['a member that means nothing', 'checks:\n  x:Y:\n    reason: r\n    until: 2027\n', /"until"/],
  ['a day that is none', 'checks:\n  x:Y:\n    reason: r\n    expires: soon\n', /→ expires: expected/],
  ['a day of no calendar', 'checks:\n  x:Y:\n    reason: r\n    expires: 2026-99-99\n', /x:Y → expires: expected/],
  ['the 29th of a February of 28', 'checks:\n  x:Y:\n    reason: r\n    expires: 2026-02-29\n', /x:Y → expires: expected/],
])('refuses %s with a sentence that names the file', (_what, yaml, sentence) => {
  expect(() => parsed(yaml)).toThrow(BaselineError);
  expect(() => parsed(yaml)).toThrow(/^--baseline accepted\.yaml: /);
  expect(() => parsed(yaml)).toThrow(sentence);
});

test('writes what it reads again, whatever a candidate has put into a reason', () => {
  const hostile: AcceptedFailure = {
    reason: '# "]]> : <script>\n- &a *a !!js \u001b[2J $x',
    verdict: 'fail',
    told: 'id-differs',
  };
  const baseline = new Map([
    ['b/c:MSG-007', hostile],
    ['a/b:MSG-007', { ...hostile, reason: 'x'.repeat(500) }],
  ]);
  const written = writeBaseline(baseline);
  expect(parsed(written)).toEqual(Object.fromEntries(baseline));
  expect(written.indexOf('a/b:')).toBeLessThan(written.indexOf('b/c:'));
  expect(written).not.toContain('\u001b');
});

test('writes none as none', () => {
  expect(parsed(writeBaseline(new Map()))).toEqual({});
});
