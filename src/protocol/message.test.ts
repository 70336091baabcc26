import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { isObject, member } from './codec.ts';
import { guideMessage, guideMessageNames } from './guide-message.ts';
import { messageSchemas } from './message.ts';
import { isMessageName, type MessageName } from './message-name.ts';

const names = Object.keys(messageSchemas).filter(isMessageName);
const ajv = new Ajv2020({ strict: true, allErrors: true });
const validators = new Map(names.map((name) => [name, ajv.compile(messageSchemas[name])]));

/** The schemas under which a message is valid. */
const validAs = (message: unknown): readonly MessageName[] => names.filter((name) => validators.get(name)?.(message) === true);
const nameOf = (message: unknown): string => `${String(member(message, 'type'))} ${String(member(message, 'subType'))}`;
const messages = guideMessageNames().map((example) => [example, guideMessage(example)] as const);
/** One example of each message. */
const examples = names.map((name) => [name, messages.find(([, message]) => nameOf(message) === name)?.[1]] as const);

/** A copy with one more member in every object. */
function extended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(extended);
  if (!isObject(value)) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, extended(inner)])), 'x-release-9': 'new' };
}

/** The paths of all members, such as `payload.0.data`. */
function pathsOf(value: unknown, before = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [`${before}${name}`, ...pathsOf(inner, `${before}${name}.`)]);
}

function withoutMember(value: unknown, path: string): unknown {
  const copy: unknown = structuredClone(value);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), copy);
  Reflect.deleteProperty(Object(parent), last);
  return copy;
}

test.each(names)('has a schema of %s that a strict validator of draft 2020-12 accepts', (name) => {
  expect(() => new Ajv2020({ strict: true }).compile(messageSchemas[name])).not.toThrow();
});

test('is printed in the guide with every message', () => {
  expect(messages).toHaveLength(21);
  expect([...new Set(messages.map(([, message]) => nameOf(message)))].sort()).toEqual([...names].sort());
});

test.each(messages)('has %s valid under its own schema and no other', (_example, message) => {
  expect(validAs(message)).toEqual([nameOf(message)]);
});

test.each(messages)('has %s valid with one more member in every object', (_example, message) => {
  expect(extended(message)).not.toEqual(message);
  expect(validAs(extended(message))).toEqual([nameOf(message)]);
});

describe.each(examples)('refuses a %s', (name, example) => {
  test.each(['version', 'id', 'type', 'subType', 'timeStamp', 'payload'])('without %s', (path) => {
    expect(validAs(example)).toEqual([name]);
    expect(validAs(withoutMember(example, path))).toEqual([]);
  });

  test.each([
    ['version', 1],
    ['version', '2.0'],
    ['id', ''],
    ['id', 7],
    ['type', name.split(' ')[0]?.toLowerCase()],
    ['subType', 'Request'],
    ['timeStamp', '1444944181'],
    ['timeStamp', null],
    ['payload', 'text'],
    ['payload', null],
  ])('whose %s is %j', (path, value) => {
    expect(validAs({ ...Object(example), [path]: value })).toEqual([]);
  });
});

const required: Readonly<Record<MessageName, readonly string[]>> = {
  'CONNECT REQUEST': ['token'],
  'CONNECT RESPONSE': ['valid'],
  'COMMAND REQUEST': ['uri', 'method', 'headers'],
  'COMMAND RESPONSE': ['headers', 'responseCode', 'body'],
  'NOTIFICATION REQUEST': ['0.notificationType', '0.object', '0.data'],
  'NOTIFICATION RESPONSE': [],
};

test.each(examples.flatMap(([name, example]) => required[name].map((path) => [name, path, example] as const)))(
  'refuses a %s without payload.%s',
  (name, path, example) => {
    expect(pathsOf(example)).toContain(`payload.${path}`);
    expect(validAs(withoutMember(example, `payload.${path}`))).not.toContain(name);
  },
);

test.each(messages.filter(([, message]) => nameOf(message) === 'NOTIFICATION REQUEST'))(
  'refuses %s with any member of an entry removed',
  (_example, message) => {
    const inEntries = pathsOf(message).filter((path) => /\.data\.\d+\.\w+$/.test(path));

    expect(inEntries.length).toBeGreaterThan(0);
    for (const path of inEntries) expect(validAs(withoutMember(message, path))).toEqual([]);
  },
);

test.each([
  ['CONNECT RESPONSE', { valid: 'true' }],
  ['CONNECT RESPONSE', { valid: 1 }],
  ['CONNECT RESPONSE', [{ valid: true }]],
  ['NOTIFICATION RESPONSE', {}],
  ['NOTIFICATION RESPONSE', [{}]],
  ['NOTIFICATION REQUEST', []],
  ['NOTIFICATION REQUEST', {}],
  ['NOTIFICATION REQUEST', [{ notificationType: 'INFO', object: 'JOB', data: [] }]],
  ['COMMAND REQUEST', { uri: '', method: 'GET', headers: {} }],
  ['COMMAND REQUEST', { uri: '/x', method: 'GET', headers: { a: 1 } }],
  ['COMMAND REQUEST', { uri: '/x', method: 'GET', headers: {}, parameters: {} }],
  ['COMMAND RESPONSE', { headers: {}, responseCode: '200', body: '' }],
  ['COMMAND RESPONSE', { headers: {}, responseCode: 200, body: {} }],
] as const)('refuses a %s whose payload is %j', (name, payload) => {
  const [, example] = examples.find(([each]) => each === name) ?? [];

  expect(validAs({ ...Object(example), payload })).toEqual([]);
});

test('lets a COMMAND REQUEST go without parameters', () => {
  const [, example] = examples.find(([name]) => name === 'COMMAND REQUEST') ?? [];

  expect(validAs({ ...Object(example), payload: { uri: '/x', method: 'GET', headers: {} } })).toEqual(['COMMAND REQUEST']);
});
