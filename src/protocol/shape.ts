import { isObject } from './codec.ts';

/** Says whether a value that came from outside is what it should be. */
export type IsShape<T> = (value: unknown) => value is T;

export const isText: IsShape<string> = (value) => typeof value === 'string';
export const isBoolean: IsShape<boolean> = (value) => typeof value === 'boolean';
/** A number that JSON can hold. */
export const isNumber: IsShape<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);
/** A whole number from 0 up. */
export const isCount: IsShape<number> = (value): value is number => isNumber(value) && Number.isInteger(value) && value >= 0;
export const isAnything: IsShape<unknown> = (_value): _value is unknown => true;

/** One of some texts. */
export const isOneOf =
  <T extends string>(all: readonly T[]): IsShape<T> =>
  (value): value is T =>
    all.some((one) => one === value);

export const isOrNull =
  <T>(is: IsShape<T>): IsShape<T | null> =>
  (value): value is T | null =>
    value === null || is(value);

export const isOptional =
  <T>(is: IsShape<T>): IsShape<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || is(value);

export const isListOf =
  <T>(is: IsShape<T>): IsShape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every((one) => is(one));

/** An object of whatever members, of which each is so. */
export const isMapOf =
  <T>(is: IsShape<T>): IsShape<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every((one) => is(one));

/** An object with these members, and whatever others. */
export const hasMembers =
  <T>(members: { readonly [Name in keyof T]-?: IsShape<T[Name]> }): IsShape<T> =>
  (value): value is T =>
    isObject(value) &&
    Object.entries<IsShape<unknown>>(members).every(([name, is]) => is(Object.hasOwn(value, name) ? value[name] : undefined));
