import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../protocol/package-root.ts';
import { loadFaults, loadKnownFaults, loadVariations } from './candidates.ts';
import { matrixPage } from './page.ts';

const page = readFileSync(new URL('fixtures/kill-matrix-endpoint.md', packageRoot()), 'utf8');
const [faults, variations] = await Promise.all([loadFaults('endpoint'), loadVariations('endpoint')]);
const known = loadKnownFaults('endpoint');

/** What a selftest would say in which the page's own checks tell the faults; whether they do, `npm test` shows by driving it. */
const asOnThePage = {
  faults: faults.map(({ name, breaks }) => ({
    name,
    breaks,
    killedBy: new RegExp(`^\\| \`${name}\` .*\\| \`([^\`]+)\` \\|$`, 'm').exec(page)?.[1] ?? null,
    collateral: [],
    red: [],
  })),
  variations: variations.map(({ name }) => ({ name, alarms: [], isSeen: true })),
  neverRed: [],
  withoutOwnFault: [],
  triedAgain: [],
  milliseconds: 0,
};

describe('the kill matrix', () => {
  test('is written anew when a fault, a variation or the known list has changed: selftest endpoint --page fixtures/kill-matrix-endpoint.md', () => {
    expect(page).toBe(matrixPage('endpoint', asOnThePage, faults, variations, known));
  });

  test('has no survivor', () => {
    expect(asOnThePage.faults.filter(({ killedBy }) => killedBy === null).map(({ name }) => name)).toEqual([]);
    expect(page).not.toMatch(/survived|false alarm/);
  });

  test('says otherwise when the page is stale', () => {
    const [gone, ...rest] = faults;
    expect(gone).toBeDefined();
    expect(page).not.toBe(
      matrixPage('endpoint', { ...asOnThePage, faults: asOnThePage.faults.slice(1) }, rest, variations, known),
    );
  });

  test('is of the size that was asked for', () => {
    expect(faults.length).toBeGreaterThanOrEqual(130);
    expect(variations.length).toBeGreaterThanOrEqual(28);
    const searched = asOnThePage.faults.filter(({ killedBy }) => killedBy?.includes('/search-') === true);
    expect(searched.length).toBeGreaterThanOrEqual(5);
  });
});

describe('the known list', () => {
  test('has every number of reliability.md §2a, at most five of them not built and each of those with its reason', () => {
    const numbers = Array.from({ length: 84 }, (_one, index) => `E${String(index + 1).padStart(2, '0')}`);

    expect(Object.keys(known)).toEqual(numbers);
    const unbuilt = Object.values(known).filter((built) => typeof built === 'string');
    expect(unbuilt.length).toBeLessThanOrEqual(5);
    expect(unbuilt.filter((reason) => !/^not built: .{20,}/.test(reason))).toEqual([]);
  });

  test('names faults that there are', () => {
    const names = new Set(faults.map(({ name }) => name));
    const named = Object.values(known).flatMap((built) => (typeof built === 'string' ? [] : built));

    expect(named.length).toBeGreaterThan(79);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});
