import fc from 'fast-check';

/** The part of JSON Schema that the protocol's schemas use. */
export interface JsonSchema {
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly type?: string;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly pattern?: string;
}

/** What values go beyond what a schema names, and still may be sent by a later release. */
export interface Beyond {
  /** Members that the schema does not name. */
  readonly members: boolean;
  /** Values that an open list does not name. */
  readonly values: boolean;
}

const LARGEST = 2 ** 31 - 1;
const MOST_ITEMS = 4;
const MOST_CHARACTERS = 80;
/** One in so many values, or objects, goes beyond. */
const RARELY = 12;

const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_. ');
/** What templates, queries, shells, markup and line readers stumble over, and text beyond ASCII: two, three and four bytes. */
const specials = fc.constantFrom(
  ...`"\\/%$&<>{}[]#;:,|*?!=+~^@\`'\t\n`,
  '\r\n',
  '\u2028',
  '\u00a0',
  'é',
  'ß',
  'İ',
  '備',
  '한',
  '😀',
);

/** Text of all kinds but control characters that no name holds. */
export const text: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof({ weight: 9, arbitrary: letters }, { weight: 1, arbitrary: specials }),
  maxLength: MOST_CHARACTERS,
});

const memberNames = fc.oneof(
  fc.string({ unit: letters, minLength: 1, maxLength: 12 }).map((name) => `x${name.replaceAll(' ', '')}`),
  fc.constantFrom('constructor', 'toString', 'length', 'token'),
);
const memberValues: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer({ min: 0, max: LARGEST }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
  fc.dictionary(memberNames, fc.integer({ min: 0, max: 9 }), { maxKeys: 2 }),
);

/**
 * Some members of names that no schema has; `but` names those that are taken. None of them is a taken one in another letter case: a
 * receiver that matches names without letter case, as Go and .NET do by default, would take it for that one.
 */
export function extraMembers(but: readonly string[] = []): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const taken = new Set(but.map((name) => name.toLowerCase()));
  return fc.dictionary(
    memberNames.filter((name) => !taken.has(name.toLowerCase())),
    memberValues,
    { minKeys: 1, maxKeys: 2 },
  );
}

/** Values that a schema of the protocol allows, beyond what it names where `beyond` says so; they shrink towards what is usual. */
export function arbitraryOf(schema: JsonSchema, beyond: Beyond): fc.Arbitrary<unknown> {
  if (Object.hasOwn(schema, 'const')) return fc.constant(schema.const);
  if (schema.anyOf !== undefined) {
    const known = fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, beyond)));
    const isList = schema.anyOf.every((one) => Object.hasOwn(one, 'const'));
    return isList ? orUnknown(known, beyond) : known;
  }
  switch (schema.type) {
    case 'string':
      if (schema.examples !== undefined) return orUnknown(fc.constantFrom(...schema.examples), beyond);
      return schema.pattern === undefined ? longEnough(schema) : fc.stringMatching(new RegExp(schema.pattern));
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -LARGEST, max: LARGEST });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, beyond), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS),
      });
    case 'object':
      return objectOf(schema, beyond);
    default:
      return memberValues;
  }
}

const longEnough = ({ minLength = 0 }: JsonSchema): fc.Arbitrary<string> =>
  minLength === 0 ? text : text.map((value) => value.padEnd(minLength, 'a'));

const orUnknown = (known: fc.Arbitrary<unknown>, { values }: Beyond): fc.Arbitrary<unknown> =>
  values
    ? fc.oneof(
        { withCrossShrink: true },
        { weight: RARELY - 1, arbitrary: known },
        { weight: 1, arbitrary: text.map((name) => `X_${name}`) },
      )
    : known;

function objectOf(schema: JsonSchema, beyond: Beyond): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0 && schema.patternProperties !== undefined) {
    const [values] = Object.values(schema.patternProperties);
    return fc.dictionary(memberNames, arbitraryOf(values ?? {}, beyond), { maxKeys: MOST_ITEMS });
  }
  const named = fc.record(Object.fromEntries(properties.map(([name, inner]) => [name, arbitraryOf(inner, beyond)])), {
    requiredKeys: [...(schema.required ?? [])],
  });
  if (!beyond.members) return named;
  const more = extraMembers(properties.map(([name]) => name));
  return fc
    .tuple(
      named,
      fc.oneof({ withCrossShrink: true }, { weight: RARELY - 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: more }),
    )
    .map(([value, extra]) => ({ ...value, ...extra }));
}
