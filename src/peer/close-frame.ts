import { CloseCode } from '../protocol/close-code.ts';

/** What is wrong with the payload of a Close frame, in the words that ws has for it (RFC 6455 §5.5.1). */
export function closeProblem(payload: Buffer): string | null {
  if (payload.length === 1) return 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH';
  return isUtf8(payload.subarray(2)) ? null : 'WS_ERR_INVALID_UTF8';
}

/** The code with which ws closes when it refuses a frame (RFC 6455 §7.4.1). */
export function closeCodeFor(problem: string): number {
  if (/UTF8/.test(problem)) return CloseCode.InvalidPayload;
  return /LENGTH/.test(problem) ? CloseCode.TooBig : CloseCode.ProtocolError;
}

/** True for bytes that are valid UTF-8. */
export const isUtf8 = (data: Buffer): boolean => Buffer.from(data.toString('utf8')).equals(data);
