import { expect, test } from 'vitest';
import { isCommandOrder } from './command-order.ts';

const order = { uri: '/netbackup/login', method: 'POST', headers: { 'Content-Type': 'application/json' } };

test('takes an order with parameters and without', () => {
  expect([order, { ...order, parameters: '{}' }, { ...order, headers: {} }].filter((one) => !isCommandOrder(one))).toEqual([]);
});

test.each([
  ['no uri', { ...order, uri: undefined }],
  ['a method that is no text', { ...order, method: 1 }],
  ['headers that are a list', { ...order, headers: [] }],
  ['a header that is no text', { ...order, headers: { a: 1 } }],
  ['parameters that are no text', { ...order, parameters: {} }],
  ['nothing in it', null],
])('does not take one with %s', (_what, wrong) => {
  expect(isCommandOrder(wrong)).toBe(false);
});
