import { describe, expect, test } from 'vitest';
import { company, interspersed, slowestFirst } from './order-of-trials.ts';

const wrapping = (...seams: readonly string[]) => seams.map((seam) => ({ wrap: { [seam]: () => undefined } }));
const seamsOf = (pairs: ReturnType<typeof company>) => pairs.map((pair) => pair.map(({ wrap }) => Object.keys(wrap).join()));

describe('company', () => {
  test('puts two of different seams together, whatever stands between them', () => {
    expect(seamsOf(company(wrapping('call', 'call', 'close', 'tls')))).toEqual([
      ['call', 'close'],
      ['call', 'tls'],
    ]);
  });

  test('leaves none out and none with its like', () => {
    expect(seamsOf(company(wrapping('call', 'call', 'call')))).toEqual([['call'], ['call'], ['call']]);
  });
});

describe('slowestFirst', () => {
  const breaking = (requirement: string) => ({ breaks: { requirement, reason: 'wrong' } });
  const scenario = (phase: string, row: string) => ({ phase, checks: { [row]: () => null } }) as never;

  test('has those first whose row is checked by nothing or by long scenarios alone', () => {
    const scenarios = [scenario('first', 'CON-001'), scenario('long', 'CON-001'), scenario('long', 'CMD-014')];
    const faults = [breaking('CON-001'), breaking('CMD-014'), breaking('MSG-019')];
    expect(slowestFirst(faults, scenarios).map(({ breaks }) => breaks.requirement)).toEqual(['CMD-014', 'MSG-019', 'CON-001']);
  });
});

describe('interspersed', () => {
  test('begins with the small ones and spreads the large ones evenly', () => {
    expect(interspersed([...'abcdefgh'], [...'XY'], 2).join('')).toBe('abcdXefYgh');
  });

  test('leaves no large one out where there are few small ones', () => {
    expect(interspersed([...'ab'], [...'XYZ'], 2).join('')).toBe('abXYZ');
  });
});
