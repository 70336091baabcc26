import { type Static, type TSchema, Type } from 'typebox';
import type { SearchOrder } from '../scenario/service-peer.ts';

/** A case as it was read, or what is wrong with it. */
export type ReadCase<T> = { readonly value: T } | { readonly problem: string };

/** A kind of generated cases, as replay files keep them. */
export interface CaseKind<T> {
  /** As replay files name it. */
  readonly name: string;
  /** Reads a case from a file, which may have been edited, or come from anywhere. */
  readonly read: (value: unknown) => Promise<ReadCase<T>>;
}

/** A kind of cases that are as the schema says. */
export const caseKind = <S extends TSchema>(name: string, schema: S): CaseKind<Static<S>> => ({
  name,
  read: async (value) => {
    // Loaded only where there is a file to judge.
    const { Ajv2020 } = await import('ajv/dist/2020.js');
    const validate = new Ajv2020({ strict: true }).compile<Static<S>>(schema);
    if (validate(value)) return { value };
    const [first] = validate.errors ?? [];
    return { problem: `${first?.instancePath.replaceAll('/', '.') || 'the whole'} ${first?.message ?? 'is wrong'}` };
  },
});

/** The case of a replay file, as a list; an empty one where it is of another kind. Throws an Error where it is not as its kind says. */
export async function replayOf<T>(kind: CaseKind<T>, replay: NonNullable<SearchOrder['replay']>): Promise<readonly T[]> {
  if (replay.kind !== kind.name) return [];
  const read = await kind.read(replay.value);
  if ('problem' in read) throw new Error(`the replayed case is no ${kind.name}: ${read.problem}`);
  return [read.value];
}

/** An object with these members and no others. */
export const only = <const P extends Record<string, TSchema>>(members: P) =>
  Type.Object(members, { additionalProperties: false });

/** Steps by their names. */
export const stepsOf = <const Step extends string>(names: readonly Step[]) =>
  Type.Immutable(Type.Array(Type.Enum([...names]), { maxItems: MOST_STEPS }));

/** More than any search generates. */
const MOST_STEPS = 50;
