/** A frame as it stands on the wire: its first byte, the length in as few bytes as it takes, the masking key if any, and the payload (RFC 6455 §5.2). */
export function frameBytes(first: number, payload: Uint8Array, mask: readonly number[] = []): Buffer {
  const masked = mask.length === 0 ? payload : payload.map((byte, index) => byte ^ (mask[index % mask.length] ?? 0));
  return Buffer.concat([Buffer.from([first, ...lengthBytes(payload.length, mask.length === 0 ? 0 : 0x80), ...mask]), masked]);
}

function lengthBytes(length: number, maskBit: number): readonly number[] {
  if (length < 126) return [maskBit | length];
  if (length < 0x1_0000) return [maskBit | 126, length >> 8, length & 0xff];
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return [maskBit | 127, ...bytes];
}

/** A Close frame that is not masked, with whatever code and reason (RFC 6455 §5.5.1). */
export const closeBytes = (code: number, reason: Uint8Array = Buffer.alloc(0)): Buffer =>
  frameBytes(0x88, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), reason]));
