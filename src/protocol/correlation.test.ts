import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimOf, couldAnswer, meansYes } from './correlation.ts';

const id = '0CEAB6C2-0BBF-4F60-974D-C1F3EF39B872';
const connect = { type: 'CONNECT', id };
const notification = { type: 'NOTIFICATION', id };
const command = { type: 'COMMAND', id };

test('gives what a message claims to be, undefined where it claims nothing', () => {
  expect(claimOf({ type: 'CONNECT', subType: 7, id: null, payload: {} })).toEqual({ type: 'CONNECT', subType: 7, id: null });
  expect(claimOf({})).toEqual({ type: undefined, subType: undefined, id: undefined });
  expect(claimOf([{ type: 'CONNECT' }])).toEqual({ type: undefined, subType: undefined, id: undefined });
});

describe('takes a message for the answer', () => {
  test.each([
    ['of the right type', { type: 'CONNECT', subType: 'RESPONSE', id }],
    ['of the wrong subType', { type: 'CONNECT', subType: 'REQUEST', id }],
    ['of another type', { type: 'NOTIFICATION', subType: 'RESPONSE', id }],
    ['of no type', { id }],
  ])('under the same id (%s): exact', (_name, message) => {
    expect(couldAnswer(connect, message)).toBe('exact');
  });

  test.each([
    ['another id', { type: 'CONNECT', id: 'another' }],
    ['the id in another letter case', { type: 'CONNECT', id: id.toLowerCase() }],
    ['no id', { type: 'CONNECT' }],
    ['an id that is no text', { type: 'CONNECT', id: [id] }],
    ['a type in another letter case', { type: 'Connect', id: 'another' }],
  ])('of the same type with %s: lenient', (_name, message) => {
    expect(couldAnswer(connect, message)).toBe('lenient');
  });
});

describe('takes a message for no answer', () => {
  test.each([
    ['of another type under another id', { type: 'NOTIFICATION', id: 'another' }],
    ['without anything', {}],
    ['that is no object', [{ type: 'CONNECT', id }]],
    ['that is text', id],
    ['that is null', null],
    ['that could not be read', undefined],
    ['whose type is no text', { type: ['CONNECT'], id: 'another' }],
  ])('%s', (_name, message) => {
    expect(couldAnswer(connect, message)).toBe('no');
  });

  test.each([connect, notification])('that is a COMMAND, though it reuses the id of a $type', (request) => {
    expect(couldAnswer(request, { type: 'COMMAND', subType: 'REQUEST', id })).toBe('no');
    expect(couldAnswer(request, { type: 'command', subType: 'REQUEST', id })).toBe('no');
  });
});

test('takes a COMMAND for the answer to a COMMAND', () => {
  expect(couldAnswer(command, { type: 'COMMAND', subType: 'RESPONSE', id })).toBe('exact');
  expect(couldAnswer(command, { type: 'COMMAND', subType: 'RESPONSE', id: 'another' })).toBe('lenient');
});

test('never throws, and is exact under the same id alone', () => {
  const anyMessage = fc.oneof(
    fc.jsonValue(),
    fc.record({
      type: fc.constantFrom('CONNECT', 'connect', 'COMMAND', 1),
      id: fc.constantFrom(id, id.toLowerCase(), 'x', null),
    }),
  );
  fc.assert(
    fc.property(anyMessage, (message) => {
      if (couldAnswer(connect, message) === 'exact') expect(claimOf(message).id).toBe(id);
    }),
  );
});

test.each([
  { payload: { valid: true } },
  { payload: { valid: 'true' } },
  { payload: { valid: 'TRUE' } },
  { payload: { valid: 'yes' } },
  { payload: { valid: 1 } },
  { payload: { valid: '1' } },
  { payload: [{ valid: true }] },
  { valid: true },
  { valid: 'True', payload: {} },
])('takes %j for a yes', (message) => {
  expect(meansYes(message)).toBe(true);
});

test.each([
  { payload: { valid: false } },
  { payload: { valid: 'false' } },
  { payload: { valid: 0 } },
  { payload: { valid: null } },
  { payload: { valid: 'not true' } },
  { payload: { valid: {} } },
  { payload: { valid: [true] } },
  { payload: {} },
  { payload: { valid: false }, valid: true },
  { payload: [] },
  { payload: [{ valid: false }, { valid: true }] },
  { payload: true },
  {},
  [],
  null,
  true,
])('takes %j for no yes', (message) => {
  expect(meansYes(message)).toBe(false);
});

test('takes no inherited member for a yes', () => {
  expect(meansYes(JSON.parse('{"payload":{"__proto__":{"valid":true}}}'))).toBe(false);
});
