import { isOf } from './fact.ts';
import type { View } from './view.ts';

/** Above this share of a bound our own delay could have made the difference (contracts.md §6). */
const SPOILING_SHARE = 0.25;

/** True where our own event loop was late enough within a window to make a time verdict worthless. */
export function lagSpoils(view: View, fromMs: number, toMs: number, boundMs: number): boolean {
  return view.facts
    .filter(isOf('lag'))
    .some(({ entry }) => entry.lagMs > boundMs * SPOILING_SHARE && entry.at >= fromMs && entry.at - entry.lagMs <= toMs);
}

/** By how much our own event loop may have seen the beginning of a window late, in milliseconds. */
export function lagWithin(view: View, fromMs: number, toMs: number): number {
  const lags = view.facts.filter(isOf('lag')).filter(({ entry }) => entry.at >= fromMs && entry.at - entry.lagMs <= toMs);
  return Math.max(0, ...lags.map(({ entry }) => entry.lagMs));
}
