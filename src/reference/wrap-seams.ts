import type { TimeScale } from './endpoint/seams.ts';

/** Wraps seams: each wrap gets the seam as it was and gives the one to use. */
export type Wrap<S> = { readonly [K in keyof S]?: (next: S[K], scale: TimeScale) => S[K] };

/** Lays wraps over conforming seams, the innermost first; `self` gives the seams as they are in the end. */
export function wrapSeams<S extends object>(conforming: (self: () => S) => S, wraps: readonly Wrap<S>[], scale: TimeScale): S {
  let seams: S = conforming(() => seams);
  for (const wrap of wraps) {
    for (const name of Object.keys(wrap) as (keyof S)[]) seams = { ...seams, [name]: wrapOne(wrap, name, seams, scale) };
  }
  return seams;
}

function wrapOne<S, K extends keyof S>(wrap: Wrap<S>, name: K, seams: S, scale: TimeScale): S[K] {
  return wrap[name]?.(seams[name], scale) ?? seams[name];
}
