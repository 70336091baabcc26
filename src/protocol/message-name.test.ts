import { expect, test } from 'vitest';
import { isMessageName, isNamed, nameOf, senderOf, sentBy } from './message-name.ts';

test('has the other side send each RESPONSE than sends its REQUEST', () => {
  for (const type of ['CONNECT', 'COMMAND', 'NOTIFICATION'] as const) {
    expect(new Set([senderOf[`${type} REQUEST`], senderOf[`${type} RESPONSE`]])).toEqual(new Set(['endpoint', 'service']));
  }
  expect(sentBy.endpoint).toEqual(['CONNECT RESPONSE', 'NOTIFICATION RESPONSE', 'COMMAND REQUEST']);
});

test.each([
  [{ type: 'CONNECT', subType: 'REQUEST' }, 'CONNECT REQUEST', true],
  [{ type: 'connect', subType: 'REQUEST' }, 'connect REQUEST', false],
  [{ type: 'toString', subType: undefined }, 'toString undefined', false],
])('reads what %j calls itself, and whether the guide knows it', (claim, name, isKnown) => {
  expect(nameOf(claim)).toBe(name);
  expect(isMessageName(name)).toBe(isKnown);
  expect(isNamed(claim, 'CONNECT REQUEST')).toBe(isKnown);
});
