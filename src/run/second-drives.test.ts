import { describe, expect, test } from 'vitest';
import { type Outcome, pass, untestable, violation } from '../check/outcome.ts';
import { readRegister } from '../plan/register.ts';
import { serviceProfile } from '../protocol/profile.ts';
import { defineScenario, type ServiceScenario } from '../scenario/scenario.ts';
import type { SetName } from '../scenario/set.ts';
import type { Transcript } from '../transcript/entry.ts';
import { Judge } from './judge.ts';
import { roles } from './roles.ts';
import { SecondDrives } from './second-drives.ts';

const scenario = (id: string, outcome: Outcome, set: SetName = 'polite', reliesOn: readonly string[] = []): ServiceScenario =>
  defineScenario({ id, role: 'service', title: id, set, reliesOn, drive: async () => {}, checks: { 'KAL-001': () => outcome } });
const red = (isTimed: boolean): Outcome => ({
  ...violation('late', 'late', 'soon', 'late', []),
  ...(isTimed ? { isTimed: true } : {}),
});
const driven = (name: string): Transcript => ({
  header: { transcript: 1, scenario: name, role: 'service', epochMs: 0, group: [] },
  entries: [
    {
      n: 1,
      at: 0,
      kind: 'timer',
      direction: 'local',
      wait: 'ping',
      boundMs: 1,
      elapsedMs: 1,
      outcome: 'expired',
      of: null,
      by: null,
    },
  ],
});

/** The names of the scenarios that were driven alone, and of the transcripts that do not count. */
async function again(
  ...scenarios: readonly ServiceScenario[]
): Promise<readonly [alone: readonly string[], shared: readonly string[]]> {
  const alone: string[] = [];
  const drives = new SecondDrives(
    scenarios,
    new Judge(roles.service, readRegister(), serviceProfile, (id) => id),
    async ({ id }) => driven(id),
    async ({ id }) => {
      alone.push(id);
      return driven(id);
    },
    () => true,
  );
  const counted = await Promise.all(scenarios.map((one) => drives.of(one)));
  return [alone, counted.flatMap(({ shared }) => (shared === null ? [] : [shared.header.scenario]))];
}

describe('a second drive', () => {
  test('is made of what depends on time and failed beside others, and of nothing else', async () => {
    const all = [scenario('a/late', red(true)), scenario('a/wrong', red(false)), scenario('a/right', pass([]))];

    expect(await again(...all)).toEqual([['a/late'], ['a/late.shared']]);
  });

  test('is made of what a drive did not come to because a wait ran out', async () => {
    const all = [scenario('a/open', untestable('not-provoked', 'the drive ended before it')), scenario('a/right', pass([]))];

    expect(await again(...all)).toEqual([['a/open'], ['a/open.shared']]);
  });

  test('is not made of what had its process for itself', async () => {
    expect(await again(scenario('a/late', red(true)), scenario('a/right', pass([]), 'ignoring'))).toEqual([[], []]);
  });

  test('is not made where a control does not hold', async () => {
    const control = scenario('a/control', red(false));

    expect(await again(control, scenario('a/late', red(true), 'polite', ['a/control:KAL-001']))).toEqual([[], []]);
  });
});
