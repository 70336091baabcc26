import { expect, test } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

test.each([
  ['application/json', 'application/json', {}],
  ['Application/JSON; Charset=utf-8', 'application/json', { charset: 'utf-8' }],
  ['application/vnd.netbackup+json;version=1.0', 'application/vnd.netbackup+json', { version: '1.0' }],
  [
    'application/vnd.netbackup+json;charset=UTF-8;version=1.0',
    'application/vnd.netbackup+json',
    { charset: 'UTF-8', version: '1.0' },
  ],
  ['application/vnd.netbackup+json ; version="1.0"', 'application/vnd.netbackup+json', { version: '1.0' }],
  ['text/plain; title="a \\"b\\"; c"', 'text/plain', { title: 'a "b"; c' }],
  ['application/json;', 'application/json', {}],
  ['application/json;; a=1', 'application/json', { a: '1' }],
  ['application/json; a=1; A=2', 'application/json', { a: '1' }],
])('reads %s', (text, type, parameters) => {
  const read = mediaTypeOf(text);
  expect({ type: read?.type, parameters: Object.fromEntries(read?.parameters ?? []) }).toEqual({ type, parameters });
});

test.each(['', 'json', 'application/', 'application/json x', 'application/json; charset', 'application/json; charset="utf'])(
  'takes %j for no media type',
  (text) => {
    expect(mediaTypeOf(text)).toBeUndefined();
  },
);
