import type { FrameHeader } from '../transcript/entry.ts';

/** A frame as it passed: its header, and the payload of a control frame (unmasked, at most what the frame says). */
export interface TappedFrame {
  readonly header: FrameHeader;
  readonly control: Buffer | null;
}

/** A control frame longer than this is told by its header; its payload is not kept. */
const KEPT_CONTROL = 256;

/**
 * Reads frame headers from the bytes of one direction of a WebSocket, beside `ws`, which hides masks, length forms and the
 * codes that it refuses. It never judges: anything that can be read as a frame is one.
 */
export class FrameTap {
  #pending: Buffer = Buffer.alloc(0);
  /** Payload bytes of the current frame that are still to pass. */
  #passing = 0;

  /** The frames whose header, and whose payload if they are control frames, are complete with this chunk. */
  push(chunk: Buffer): readonly TappedFrame[] {
    const frames: TappedFrame[] = [];
    let data = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#pending = Buffer.alloc(0);
    while (data.length > 0) {
      if (this.#passing > 0) {
        const passed = Math.min(this.#passing, data.length);
        this.#passing -= passed;
        data = data.subarray(passed);
        continue;
      }
      const read = readHeader(data);
      if (read === null) break;
      const { header, size, mask } = read;
      const isShortControl = header.opcode >= 8 && header.length <= KEPT_CONTROL;
      if (isShortControl && data.length < size + header.length) break;
      frames.push({ header, control: isShortControl ? unmask(data.subarray(size, size + header.length), mask) : null });
      data = data.subarray(size);
      this.#passing = header.length;
    }
    this.#pending = data.length > 0 ? Buffer.from(data) : this.#pending;
    return frames;
  }
}

interface ReadHeader {
  readonly header: FrameHeader;
  readonly size: number;
  readonly mask: Buffer | null;
}

function readHeader(data: Buffer): ReadHeader | null {
  if (data.length < 2) return null;
  const [first, second] = [data.readUInt8(0), data.readUInt8(1)];
  const masked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const form = short === 126 ? 16 : short === 127 ? 64 : 7;
  const lengthBytes = form === 16 ? 2 : form === 64 ? 8 : 0;
  const size = 2 + lengthBytes + (masked ? 4 : 0);
  if (data.length < size) return null;
  const length = form === 16 ? data.readUInt16BE(2) : form === 64 ? Number(data.readBigUInt64BE(2)) : short;
  const mask = masked ? data.subarray(size - 4, size) : null;
  const header = { opcode: first & 0x0f, fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, masked, length, form } as const;
  return { header: mask === null ? header : { ...header, mask: mask.toString('hex') }, size, mask };
}

function unmask(payload: Buffer, mask: Buffer | null): Buffer {
  if (mask === null) return Buffer.from(payload);
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}
