/** WebSocket close codes by name (RFC 6455 §7.4); the guide names none (AMB-08). */
export const CloseCode = {
  Normal: 1000,
  GoingAway: 1001,
  ProtocolError: 1002,
  UnsupportedData: 1003,
  /** Reserved: reported locally when a Close frame carried no code; never on the wire. */
  NoStatus: 1005,
  /** Reserved: reported locally when no Close frame came; never on the wire. */
  Abnormal: 1006,
  InvalidPayload: 1007,
  PolicyViolation: 1008,
  TooBig: 1009,
  InternalError: 1011,
  ServiceRestart: 1012,
  /** Reserved: a failed TLS handshake; never on the wire. */
  TlsHandshake: 1015,
} as const;

/** True for a code that a Close frame may carry: 1000 to 4999 without 1005, 1006 and 1015 (CON-028). */
export function mayBeSent(code: number): boolean {
  return (
    code >= 1000 && code <= 4999 && code !== CloseCode.NoStatus && code !== CloseCode.Abnormal && code !== CloseCode.TlsHandshake
  );
}
