import { expect, test } from 'vitest';
import { loadCorpus } from '../../plan/corpus.ts';
import { readRegister } from '../../plan/register.ts';
import { BuiltModules } from './built-modules.ts';
import { DRIVEN_BY, drivesOf } from './wire-digests.ts';

/** It makes a COMMAND smaller as long as the call that it led to shows the problem. */
const LOOKS_BY_A_CHECK = ['commands/search'];

test.each(['endpoint', 'service'] as const)('an edit in check/ leaves every wire of role %s as it was recorded', async (role) => {
  const modules = new BuiltModules();
  const ofCheck = (standsOn: readonly string[]) =>
    [...modules.reach(standsOn)].filter((module) => module.startsWith('src/check/'));
  const { scenarios } = await loadCorpus(role, readRegister());
  const drives = await drivesOf(role, scenarios, modules);

  expect(ofCheck([DRIVEN_BY[role]])).toEqual([]);
  expect(drives.length).toBe(scenarios.length);
  const shaped = drives.filter(({ standsOn }) => ofCheck(standsOn).length > 0).map(({ id }) => id);
  expect(shaped.filter((id) => !LOOKS_BY_A_CHECK.includes(id))).toEqual([]);
});
