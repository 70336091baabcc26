import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as ws from 'ws';
import type { FrameHeader } from '../transcript/entry.ts';
import { FrameTap, type TappedFrame } from './frame-tap.ts';

interface FrameOptions {
  readonly fin: boolean;
  readonly opcode: number;
  readonly mask: boolean;
  readonly rsv1: boolean;
  readonly readOnly: boolean;
  readonly maskBuffer?: Buffer;
  readonly generateMask?: (mask: Buffer) => void;
}

/** The framer of `ws`, an implementation that is not ours; its types do not know it. */
const { Sender } = ws as unknown as { readonly Sender: { frame(data: Buffer, options: FrameOptions): readonly Buffer[] } };

interface Frame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv1: boolean;
  readonly mask: readonly number[] | null;
  readonly payload: Buffer;
}

function bytesOf({ opcode, fin, rsv1, mask, payload }: Frame): Buffer {
  const masking =
    mask === null ? {} : { maskBuffer: Buffer.alloc(4), generateMask: (target: Buffer) => void Buffer.from(mask).copy(target) };
  return Buffer.concat(
    Sender.frame(Buffer.from(payload), { fin, opcode, rsv1, mask: mask !== null, readOnly: false, ...masking }),
  );
}

function headerOf({ opcode, fin, rsv1, mask, payload: { length } }: Frame): FrameHeader {
  const form = length > 65_535 ? 64 : length > 125 ? 16 : 7;
  const header = { opcode, fin, rsv: rsv1 ? 4 : 0, masked: mask !== null, length, form } as const;
  return mask === null ? header : { ...header, mask: Buffer.from(mask).toString('hex') };
}

/** Pushes the bytes in chunks of the given sizes, over and over, and gives what the tap told. */
function tapped(bytes: Buffer, sizes: readonly number[], tap = new FrameTap()): readonly TappedFrame[] {
  const frames: TappedFrame[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    // A copy that is overwritten afterwards, as the pool of a socket is.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    frames.push(...tap.push(chunk));
    chunk.fill(0xee);
    at += size;
  }
  return frames;
}

const text = (payload: Buffer, mask: readonly number[] | null = null): Frame => ({
  opcode: 1,
  fin: true,
  rsv1: false,
  mask,
  payload,
});

const anyMask = fc.option(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }));
const anyPayload = fc.oneof(
  fc.uint8Array({ maxLength: 140 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(125, 126, 127, 255, 256, 65_535, 65_536, 70_000).map((length) => Buffer.alloc(length, 0x81)),
);
const dataFrame = fc.record({
  opcode: fc.constantFrom(0, 1, 2, 3, 7),
  fin: fc.boolean(),
  rsv1: fc.boolean(),
  mask: anyMask,
  payload: anyPayload,
});
const controlFrame = fc.record({
  opcode: fc.constantFrom(8, 9, 10, 11, 15),
  fin: fc.boolean(),
  rsv1: fc.boolean(),
  mask: anyMask,
  payload: fc.uint8Array({ maxLength: 256 }).map((bytes) => Buffer.from(bytes)),
});

test('reads the frames that ws writes, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(dataFrame, controlFrame), { maxLength: 8 }),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 100_000 })), { minLength: 1, maxLength: 5 }),
      (frames, sizes) => {
        const told = tapped(Buffer.concat(frames.map(bytesOf)), sizes);

        expect(told.map(({ header }) => header)).toEqual(frames.map(headerOf));
        expect(told.map(({ control }) => control?.toString('hex') ?? null)).toEqual(
          frames.map(({ opcode, payload }) => (opcode >= 8 ? payload.toString('hex') : null)),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  [0, 7],
  [125, 7],
  [126, 16],
  [65_535, 16],
  [65_536, 64],
] as const)('reads a payload of %i bytes in the %i-bit form', (length, form) => {
  const [only, ...more] = tapped(bytesOf(text(Buffer.alloc(length, 'a'))), [1000]);

  expect(only?.header).toEqual({ opcode: 1, fin: true, rsv: 0, masked: false, length, form });
  expect(more).toEqual([]);
});

describe('tells a length that is written longer than it need be', () => {
  const hello = Buffer.from('hello');

  test.each([
    ['16 bits for 5 bytes', Buffer.from([0x81, 126, 0, 5]), 16],
    ['64 bits for 5 bytes', Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 5]), 64],
    ['16 bits for 5 bytes of a ping', Buffer.from([0x89, 126, 0, 5]), 16],
  ] as const)('(%s)', (_name, head, form) => {
    const told = tapped(Buffer.concat([head, hello, bytesOf(text(hello))]), [3]);

    expect(told.map(({ header }) => [header.length, header.form])).toEqual([
      [5, form],
      [5, 7],
    ]);
  });

  test('(64 bits for 300 bytes)', () => {
    const told = tapped(
      Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 0, 1, 44]), Buffer.alloc(300), bytesOf(text(hello))]),
      [11],
    );

    expect(told.map(({ header }) => [header.opcode, header.length, header.form])).toEqual([
      [2, 300, 64],
      [1, 5, 7],
    ]);
  });
});

test('unmasks the payload of a control frame', () => {
  const ping: Frame = { opcode: 9, fin: true, rsv1: false, mask: [1, 2, 3, 4], payload: Buffer.from('are you there') };
  const bytes = bytesOf(ping);
  const [only] = tapped(bytes, [1]);

  expect(bytes.toString('latin1')).not.toContain('are you');
  expect(only?.control?.toString()).toBe('are you there');
  expect(only?.header.masked).toBe(true);
});

test('tells a control frame only when its payload is complete', () => {
  const bytes = bytesOf({ opcode: 8, fin: true, rsv1: false, mask: null, payload: Buffer.from([3, 232, 98, 121, 101]) });
  const tap = new FrameTap();

  expect(tap.push(bytes.subarray(0, -1))).toEqual([]);
  expect(tap.push(bytes.subarray(-1)).map(({ control }) => control)).toEqual([Buffer.from([3, 232, 98, 121, 101])]);
});

test('tells a data frame as soon as its header is complete', () => {
  const bytes = bytesOf(text(Buffer.alloc(70_000)));
  const tap = new FrameTap();

  expect(tap.push(bytes.subarray(0, 9))).toEqual([]);
  expect(tap.push(bytes.subarray(9, 10))).toHaveLength(1);
  expect(tap.push(bytes.subarray(10))).toEqual([]);
});

test.each([
  ['rsv', 0xf1, { fin: true, rsv: 7, opcode: 1 }],
  ['rsv2', 0x21, { fin: false, rsv: 2, opcode: 1 }],
  ['rsv3 of a pong', 0x9a, { fin: true, rsv: 1, opcode: 10 }],
])('reads the reserved bits (%s)', (_name, first, expected) => {
  expect(tapped(Buffer.from([first, 0]), [1])[0]?.header).toMatchObject(expected);
});

test('tells a control frame that is longer than any may be by its header alone', () => {
  const bytes = bytesOf({ opcode: 9, fin: true, rsv1: false, mask: null, payload: Buffer.alloc(300) });
  const told = tapped(Buffer.concat([bytes, bytesOf(text(Buffer.from('next')))]), [7]);

  expect(told.map(({ header, control }) => [header.opcode, header.length, control])).toEqual([
    [9, 300, null],
    [1, 4, null],
  ]);
});

test('tells a length beyond all memory without waiting for it', () => {
  const [only] = tapped(Buffer.from([0x82, 127, 0x40, 0, 0, 0, 0, 0, 0, 0]), [10]);

  expect(only?.header).toMatchObject({ opcode: 2, length: 2 ** 62, form: 64 });
});
