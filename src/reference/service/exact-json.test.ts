import { expect, test } from 'vitest';
import { objectMember, stringifyExactly } from './exact-json.ts';

test.each([
  ['{"data":{"a":12345678901234567890}}', '{"a":12345678901234567890}'],
  ['{"data" : { "a":1.0, "b":[1e2,{"data":{}}] } , "x":1}', '{ "a":1.0, "b":[1e2,{"data":{}}] }'],
  ['{"x":{"data":{"no":1}},"d\\u0061ta":{"a":"}\\",\\\\"}}', '{"a":"}\\",\\\\"}'],
  ['{"data":{"no":1},"data":{"a":2}}', '{"a":2}'],
])('spells a member as it came: %s', (text, spelling) => {
  expect(stringifyExactly({ payload: [objectMember(text, 'data')] })).toBe(`{"payload":[${spelling}]}`);
});

test('spells anew what is not the same any more', () => {
  expect(stringifyExactly({ ...objectMember('{"data":{"a":1.0}}', 'data'), b: undefined })).toBe('{"a":1}');
});

test.each(['{"data":[]}', '{"data":null}', '{}', '[]'])('finds no object in %s', (text) => {
  expect(objectMember(text, 'data')).toBeNull();
});
