import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseKindNamed, kindsBefore } from './case-kinds.ts';
import { commandCases } from './command-case.ts';
import { deviations } from './deviation.ts';
import { connectCases, connectExamples, notificationCases, notificationExamples } from './message-case.ts';
import { generateScripts } from './session-script.ts';

const sampled = <T>(arbitrary: fc.Arbitrary<T>): readonly T[] => fc.sample(arbitrary, { numRuns: 100, seed: 1 });
const beyond = { members: true, values: true } as const;

const generated: readonly (readonly [kind: string, values: readonly unknown[]])[] = [
  ['notification', [...notificationExamples, ...sampled(notificationCases(beyond))]],
  ['connect', [...connectExamples, ...sampled(connectCases(beyond))]],
  ['notification-deviation', sampled(deviations('NOTIFICATION'))],
  ['connect-deviation', sampled(deviations('CONNECT'))],
  ['endpoint-session', [['notify', 'reject', 'fail-over'], []]],
  ['service-session', generateScripts(1, 10)],
  ['commands', sampled(fc.array(commandCases, { minLength: 1, maxLength: 3 }))],
];

describe.each(generated)('cases of the kind %s', (name, values) => {
  // As a file has them.
  const kept: readonly unknown[] = JSON.parse(JSON.stringify(values));
  const kind = caseKindNamed(name);

  test('are read as they were generated', async () => {
    for (const value of kept.slice(0, 30)) expect(await kind?.read(value)).toEqual({ value });
  });

  test.each([
    ['nothing', null],
    ['a text', 'x'],
    ['a list of something else', [{}]],
    ['an object of something else', { type: 'COMMAND' }],
  ])('are not %s', async (_what, value) => {
    expect(await kind?.read(value)).toEqual({ problem: expect.stringMatching(/must/) });
  });
});

test('has all kinds that were known before files named them, and no others by inherited names', () => {
  expect([...kindsBefore.values()]).toEqual(generated.map(([name]) => name));
  for (const name of kindsBefore.values()) expect(caseKindNamed(name)?.name).toBe(name);
  expect(caseKindNamed('constructor')).toBeUndefined();
});
