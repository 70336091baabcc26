import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isObject } from '../protocol/codec.ts';
import { messageSchemas, NotificationRequest } from '../protocol/message.ts';
import { type Tag, tags } from '../transcript/mark.ts';
import { arbitraryOf, type JsonSchema } from './arbitrary.ts';
import { deviate, deviations, fieldsOf, mutators } from './deviation.ts';
import { connectCases, connectExamples, notificationCases, notificationExamples, tagsOfCase, writingOf } from './message-case.ts';
import { tagsOf } from './tags-of.ts';

const CASES = 1_000;
const SEED = 1;
const sampled = <T>(arbitrary: fc.Arbitrary<T>): readonly T[] => fc.sample(arbitrary, { numRuns: CASES, seed: SEED });

const ajv = new Ajv2020({ strict: true });
const usual = { members: false, values: false } as const;
const beyond = { members: true, values: true } as const;

/** The nodes of a schema by their path, with the values that they took in a sample. */
function nodesOf(values: readonly unknown[], schema: JsonSchema, path = '$'): ReadonlyMap<string, ReadonlySet<string>> {
  const nodes = new Map<string, Set<string>>();
  const visit = (value: unknown, node: JsonSchema, at: string): void => {
    const seen = nodes.get(at) ?? new Set();
    nodes.set(at, seen.add(JSON.stringify(value) ?? 'nothing'));
    const shapes = [...(node.anyOf ?? []).entries()].filter(([, { type }]) => type === 'object');
    const own = shapes.filter(([, { properties }]) => isObject(value) && value['object'] === properties?.['object']?.const);
    // An element whose object was deviated from is one of either.
    for (const [index, shape] of own.length > 0 ? own : shapes) visit(value, shape, `${at}|${index}`);
    if (Array.isArray(value) && node.items !== undefined) for (const item of value) visit(item, node.items, `${at}[]`);
    if (!isObject(value)) return;
    for (const [name, inner] of Object.entries(node.properties ?? {}))
      visit(Object.hasOwn(value, name) ? value[name] : undefined, inner, `${at}.${name}`);
  };
  for (const value of values) visit(value, schema, path);
  return nodes;
}

describe('values from the schemas', () => {
  test.each(Object.entries(messageSchemas))('of a %s are all valid', (_name, schema) => {
    const valid = ajv.compile(schema);
    const values = sampled(arbitraryOf(schema as JsonSchema, usual));

    expect(values.filter((value) => !valid(value))).toEqual([]);
    // Shown to fail on a message that is not valid.
    expect(valid({})).toBe(false);
  });

  test('with members and values beyond what is named are tagged, and valid but for unknown values', () => {
    const schema = NotificationRequest.properties.payload as JsonSchema;
    const valid = ajv.compile(schema);
    const values = sampled(arbitraryOf(schema, beyond));
    const wrong = values.filter((value) => !valid(value) && !tagsOf(value, schema).has('unknown-value'));

    expect(wrong).toEqual([]);
    expect(values.some((value) => tagsOf(value, schema).has('extra-member'))).toBe(true);
    expect(sampled(arbitraryOf(schema, usual)).flatMap((value) => [...tagsOf(value, schema)])).not.toContain('unknown-value');
  });
});

test('over a thousand cases every node of the notification takes three values or more', () => {
  const schema = NotificationRequest as JsonSchema;
  const base = { version: '1.0', id: 'A', type: 'NOTIFICATION', subType: 'REQUEST', timeStamp: 1 };
  const payloads = sampled(notificationCases(beyond)).map(({ payload }) => payload);
  const generated = payloads.map((payload) => ({ ...base, payload }));
  const deviating = sampled(deviations('NOTIFICATION')).map((one, index) =>
    deviate({ ...base, payload: payloads[index % 20] }, one),
  );
  const nodes = nodesOf([...generated, ...deviating], schema);

  expect(nodes.size).toBeGreaterThan(25);
  expect([...nodes].filter(([, values]) => values.size < 3).map(([path]) => path)).toEqual([]);
});

describe.each(['NOTIFICATION', 'CONNECT'] as const)('deviations of a %s', (type) => {
  const job = { jobId: 1, state: 'DONE', policyName: 'a' };
  const payload = type === 'CONNECT' ? { token: 'secret' } : [{ notificationType: 'INFO', object: 'JOB', data: [job] }];
  const message = { version: '1.0', id: 'A', type, subType: 'REQUEST', timeStamp: 1, payload };

  test('meet every field with every mutator over a thousand cases', () => {
    const fields = fieldsOf(message);
    const met = new Set(sampled(deviations(type)).map(({ field, mutator }) => `${field % fields.length} ${mutator}`));

    expect(met.size).toBe(fields.length * mutators.length);
  });

  test('change something and leave the message itself as it was', () => {
    const before = JSON.stringify(message);
    for (const one of sampled(deviations(type)))
      expect(JSON.stringify(deviate(message, one)), JSON.stringify(one)).not.toBe(before);

    expect(JSON.stringify(message)).toBe(before);
  });
});

test('the examples have one thing about them each, and all things together', () => {
  const carried = [...notificationExamples, ...connectExamples].map(tagsOfCase);
  const generated: readonly Tag[] = tags.filter((tag) => tag !== 'big-integer' && tag !== 'deviation');

  expect(new Set(carried.flat())).toEqual(new Set(generated));
  // Repeated entries are a batch as well as large.
  expect(carried.filter((one) => one.length > 1)).toEqual([
    ['batch', 'large'],
    ['batch', 'large'],
  ]);
});

test('what is generated carries every tag that can be charged', () => {
  const carried = new Set([...sampled(notificationCases(beyond)), ...sampled(connectCases(beyond))].flatMap(tagsOfCase));

  expect([...carried].sort()).toEqual(tags.filter((tag) => tag !== 'big-integer' && tag !== 'deviation').toSorted());
});

test('shrinking keeps what a value is generated from: an unknown value becomes a known one', () => {
  const schema: JsonSchema = { type: 'string', examples: ['BACKUP', 'RESTORE'] };
  const run = fc.check(
    fc.property(arbitraryOf(schema, beyond), (value) => value === 'BACKUP'),
    { seed: SEED, numRuns: CASES },
  );

  expect(run.counterexample?.[0]).toBe('RESTORE');
});

test('notifications are sometimes large, and never so large that nobody need take them', () => {
  const cases = fc.sample(notificationCases(beyond), { numRuns: 3 * CASES, seed: SEED });
  const sizes = cases.map((one) => {
    const { write = JSON.stringify } = writingOf(one);
    const elements = one.payload as readonly Readonly<Record<string, unknown>>[];
    const payload = elements.map((element) => ({
      ...element,
      data: Array.from({ length: one.repeat }, () => element['data'] as readonly unknown[]).flat(),
    }));
    return Buffer.byteLength(write({ version: '1.0', id: 'x'.repeat(36), type: 'NOTIFICATION', payload }));
  });
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
  expect(sizes.filter((bytes) => bytes > 8 * 1024).length).toBeGreaterThan(10);
});
