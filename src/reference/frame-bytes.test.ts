import { expect, test } from 'vitest';
import { closeBytes, frameBytes } from './frame-bytes.ts';

test.each([
  [0, [0x81, 0]],
  [125, [0x81, 125]],
  [126, [0x81, 126, 0, 126]],
  [65_535, [0x81, 126, 0xff, 0xff]],
  [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('writes a length of %d as short as it goes', (length, head) => {
  const bytes = frameBytes(0x81, Buffer.alloc(length, 0x2e));
  expect([...bytes.subarray(0, head.length)]).toEqual(head);
  expect(bytes.length).toBe(head.length + length);
});

test('masks the payload by the key that it writes', () => {
  expect([...frameBytes(0x8a, Buffer.from([1, 2, 3, 4, 5]), [0x10, 0x20, 0x30, 0x40])]).toEqual([
    ...[0x8a, 0x85, 0x10, 0x20, 0x30, 0x40],
    ...[0x11, 0x22, 0x33, 0x44, 0x15],
  ]);
});

test('closes with any code', () => {
  expect([...closeBytes(1006)]).toEqual([0x88, 2, 0x03, 0xee]);
  expect([...closeBytes(1000, Buffer.from('x'))]).toEqual([0x88, 3, 0x03, 0xe8, 0x78]);
});
