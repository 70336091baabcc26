import fc from 'fast-check';
import { Type } from 'typebox';
import { isObject } from '../protocol/codec.ts';
import type { ServicePeer } from '../scenario/service-peer.ts';
import { type CaseKind, caseKind, only } from './case-kind.ts';

type Message = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

export const mutators = ['dropped', 'retyped', 'out-of-range', 'extra', 'wrong-case'] as const;
export type Mutator = (typeof mutators)[number];

/** One field of one message that is not as it should be; JSON, so that a file can keep it. */
export interface FieldDeviation {
  readonly type: 'NOTIFICATION' | 'CONNECT';
  /** Which field, by its place among all fields of the message. */
  readonly field: number;
  readonly mutator: Mutator;
  /** Which of several ways. */
  readonly way: number;
}

const kindFor = <Name extends FieldDeviation['type']>(type: Name): CaseKind<FieldDeviation> =>
  caseKind(
    `${type.toLowerCase()}-deviation`,
    only({ type: Type.Literal(type), field: place, mutator: Type.Enum([...mutators]), way: place }),
  );
const place = Type.Integer({ minimum: 0, maximum: 100 });
export const deviationKinds = { NOTIFICATION: kindFor('NOTIFICATION'), CONNECT: kindFor('CONNECT') } as const;

const WAYS = 12;
/** Fields of the messages that `payloadOf` makes; a place beyond the last one wraps. */
const FIELDS = 40;

/** Deviations of one kind of message. */
export const deviations = (type: FieldDeviation['type']): fc.Arbitrary<FieldDeviation> =>
  fc.record({
    type: fc.constant(type),
    field: fc.nat({ max: FIELDS - 1 }),
    mutator: fc.constantFrom(...mutators),
    way: fc.nat({ max: WAYS - 1 }),
  });

/** The notification that is deviated from: both objects, so that every field of the protocol is met. */
export const payloadOf = (peer: ServicePeer): readonly unknown[] => [
  { notificationType: 'INFO', object: 'JOB', data: [peer.invent.job()] },
  { notificationType: 'INFO', object: 'IMAGE', data: [peer.invent.image()] },
];

/** The members of a message by their paths, outer ones first. */
export function fieldsOf(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => fieldsOf(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...fieldsOf(inner, [...path, name])]);
}

/** The message with its one field deviated. */
export function deviate(message: Message, { field, mutator, way }: FieldDeviation): Message {
  const fields = fieldsOf(message);
  const path = fields[field % fields.length] ?? [];
  const copy = structuredClone(message) as Record<string, unknown>;
  const name = String(path.at(-1));
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((inner, key) => inner[key] as Record<string, unknown>, copy);
  const value = parent[name];
  switch (mutator) {
    case 'dropped':
      delete parent[name];
      return copy;
    case 'retyped':
      parent[name] = pick(otherTypes(value), way);
      return copy;
    case 'out-of-range':
      parent[name] = pick(
        outOfRange(value).filter((other) => JSON.stringify(other) !== JSON.stringify(value)),
        way,
      );
      return copy;
    case 'extra':
      // A neighbour that a careless reader takes for the field itself.
      define(
        parent,
        pick([`${name}s`, ` ${name}`, `${name}\u0000`, '__proto__', 'constructor', ''], way),
        pick([null, value, {}, []], way),
      );
      return copy;
    case 'wrong-case':
      delete parent[name];
      parent[
        pick(
          [name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1), name.toLowerCase()].filter(
            (other) => other !== name,
          ),
          way,
        )
      ] = value;
      return copy;
  }
}

const pick = <T>(choices: readonly T[], way: number): T => choices[way % choices.length] as T;

/** `__proto__` too becomes a member of its own. */
const define = (parent: object, name: string, value: unknown): void => {
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true });
};

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Values of every other JSON type; the value itself within an array or an object, as a careless writer would nest it. */
const otherTypes = (value: unknown): readonly unknown[] =>
  [null, 0, true, 'text', [], {}, [value], { value }, nested(DEEP), typeof value === 'string' ? 7 : String(value)].filter(
    (other) => typeOf(other) !== typeOf(value),
  );

const LONG = 5_000;
const DEEP = 50;

function outOfRange(value: unknown): readonly unknown[] {
  if (typeof value === 'string')
    return [
      '',
      'x'.repeat(LONG),
      '\u0000',
      '\ud800',
      '../../etc/passwd',
      `${value} `,
      value.toLowerCase(),
      '<x>&"\'',
      '%s%n',
      '{{7*7}}',
    ];
  if (typeof value === 'number') return [-1, 2 ** 31, 2 ** 53, 1e21, 0.5, Number.MAX_VALUE, -(2 ** 63)];
  if (Array.isArray(value)) return [[], [null], Array.from({ length: 500 }, () => value[0] as unknown), [value]];
  return [{}, nested(DEEP), { ...Object(value), ...Object(value), [' ']: 0 }];
}

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) });

/** True where the token does not stand where it should, or is none: what the endpoint says to that is waited for. */
export function isAboutToken(message: Message, { field }: FieldDeviation): boolean {
  const fields = fieldsOf(message);
  const [first, second] = fields[field % fields.length] ?? [];
  return first === 'payload' && (second === undefined || second === 'token');
}

/** A deviation as a person would read it. */
export function stepsOfDeviation(message: Message, one: FieldDeviation): readonly string[] {
  const fields = fieldsOf(message);
  return [`${one.type} with ${(fields[one.field % fields.length] ?? []).join('.')} ${one.mutator}`];
}
