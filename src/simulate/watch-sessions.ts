import type { RawData } from 'ws';
import { closeCodes } from '../reference/service/close-codes.ts';
import type { CloseReason, ServiceSeamWrap } from '../reference/service/seams.ts';
import type { ServiceSession } from '../reference/service/session.ts';
import { mark, type WireListener } from './tell.ts';

/** Of a connection that ended without a Close frame, and of a Close frame without a code (RFC 6455 §7.1.5). */
const [WITHOUT_A_CLOSE, WITHOUT_A_CODE] = [1006, 1005];

const reasons: Readonly<Record<CloseReason, string>> = {
  refused: 'the endpoint has refused the token',
  'no-answer': 'no CONNECT RESPONSE came in time',
  removed: 'the endpoint is not registered any more',
  undecodable: 'exception.ignoreDecoder is false',
  'pongs-missed': 'keepAlive.maxPongMissAllowed is reached',
  stopping: 'the simulation ends',
};

/** Tells of everything that crosses an open connection, of its pings and pongs only where that is wanted, and of its end. */
export function watchSessions(tell: WireListener, withPings: boolean): ServiceSeamWrap {
  return {
    upgraded: (next) => (session) => {
      listen(session, tell, withPings);
      return next(session);
    },
    frame: (next) => (text, session, sent) => {
      tell(message('sent', text, false), nameOf(session));
      next(text, session, sent);
    },
    read: (next) => (text, binary, session) => {
      tell(message('received', text, binary), nameOf(session));
      return next(text, binary, session);
    },
    ping: (next) => (payload, session) => {
      if (withPings) tell({ kind: 'ping', direction: 'sent', hex: hexOf(payload), frames: [] }, nameOf(session));
      next(payload, session);
    },
    close: (next) => (session, why) => {
      tell(mark('closing', reasons[why]), nameOf(session));
      tell({ kind: 'close', direction: 'sent', code: closeCodes[why], reason: '', frames: [] }, nameOf(session));
      next(session, why);
    },
  };
}

function listen(session: ServiceSession, tell: WireListener, withPings: boolean): void {
  const { socket } = session;
  const name = nameOf(session);
  if (withPings) {
    socket.on('ping', (data: RawData) => tell({ kind: 'ping', direction: 'received', hex: hexOf(data), frames: [] }, name));
    socket.on('pong', (data: RawData) => tell({ kind: 'pong', direction: 'received', hex: hexOf(data), frames: [] }, name));
  }
  socket.on('error', (error) => tell(mark('broken', error.message), name));
  socket.on('close', (code: number, reason: Buffer) => {
    if (code === WITHOUT_A_CLOSE) tell(mark('gone', 'the connection ended without a Close of the endpoint'), name);
    else
      tell(
        {
          kind: 'close',
          direction: 'received',
          code: code === WITHOUT_A_CODE ? null : code,
          reason: String(reason),
          frames: [],
        },
        name,
      );
  });
}

const message = (direction: 'sent' | 'received', text: string, binary: boolean) =>
  ({ kind: 'message', direction, text, bytes: Buffer.byteLength(text), binary, frames: [] }) as const;

const nameOf = ({ connection }: ServiceSession): string => `c${connection}`;
const hexOf = (data: RawData | string): string => Buffer.from(data as string).toString('hex');
