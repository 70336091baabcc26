import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../protocol/package-root.ts';
import type { Fault, Variation } from '../reference/fault.ts';
import { loadFaults, loadKnownFaults, loadVariations } from './candidates.ts';
import { matrixPage } from './page.ts';

/** What is asked of each role: how many faults and variations there are at least, how many of them generated cases alone tell, and the list. */
const asked = {
  endpoint: { faults: 130, variations: 28, searched: 5, letter: 'E', numbers: 84, unbuilt: 5 },
  service: { faults: 35, variations: 8, searched: 0, letter: 'S', numbers: 53, unbuilt: 16 },
} as const;

describe.each(['endpoint', 'service'] as const)('the kill matrix of role %s', async (role) => {
  const page = readFileSync(new URL(`fixtures/kill-matrix-${role}.md`, packageRoot()), 'utf8');
  const faults: readonly Fault[] = await loadFaults(role);
  const variations: readonly Variation[] = await loadVariations(role);
  const known = loadKnownFaults(role);
  const at = asked[role];

  /** What a selftest would say in which the page's own checks tell the faults; whether they do, `npm test` shows by driving it. */
  const asOnThePage = {
    faults: faults.map(({ name, breaks }) => ({
      name,
      breaks,
      killedBy: new RegExp(`^\\| \`${name}\` .*\\| \`([^\`]+)\` \\|$`, 'm').exec(page)?.[1] ?? null,
      collateral: [],
      red: [],
      isLagged: false,
    })),
    variations: variations.map(({ name }) => ({ name, alarms: [], isSeen: true, isLagged: false })),
    neverRed: [],
    withoutOwnFault: [],
    triedAgain: [],
    lagged: [],
    driven: 0,
    judgedAgain: 0,
    milliseconds: 0,
  };

  test(`is written anew when a fault, a variation or the known list has changed: selftest ${role} --page fixtures/kill-matrix-${role}.md`, () => {
    expect(page).toBe(matrixPage(role, asOnThePage, faults, variations, known));
  });

  test('has no survivor', () => {
    expect(asOnThePage.faults.filter(({ killedBy }) => killedBy === null).map(({ name }) => name)).toEqual([]);
    expect(page).not.toMatch(/survived|false alarm/);
  });

  test('says otherwise when the page is stale', () => {
    const [gone, ...rest] = faults;
    expect(gone).toBeDefined();
    expect(page).not.toBe(matrixPage(role, { ...asOnThePage, faults: asOnThePage.faults.slice(1) }, rest, variations, known));
  });

  test('is of the size that was asked for', () => {
    expect(faults.length).toBeGreaterThanOrEqual(at.faults);
    expect(variations.length).toBeGreaterThanOrEqual(at.variations);
    const searched = asOnThePage.faults.filter(({ killedBy }) => killedBy?.includes('/search-') === true);
    expect(searched.length).toBeGreaterThanOrEqual(at.searched);
  });

  test('has every number of the list of reliability.md §2, and of each that is not built its reason', () => {
    const numbers = Array.from({ length: at.numbers }, (_one, index) => `${at.letter}${String(index + 1).padStart(2, '0')}`);
    expect(Object.keys(known)).toEqual(numbers);
    const unbuilt = Object.values(known).filter((built) => typeof built === 'string');
    expect(unbuilt.length).toBeLessThanOrEqual(at.unbuilt);
    expect(unbuilt.filter((reason) => !/^not built: .{20,}/.test(reason))).toEqual([]);
  });

  test('names faults that there are', () => {
    const names = new Set(faults.map(({ name }) => name));
    const named = Object.values(known).flatMap((built) => (typeof built === 'string' ? [] : built));
    expect(named.length).toBeGreaterThanOrEqual(at.numbers - at.unbuilt);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});
