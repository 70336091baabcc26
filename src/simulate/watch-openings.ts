import { codeOf, reasonOf, tlsProblemOf } from '../peer/dial.ts';
import type { HostAndPort, ServiceSeamWrap } from '../reference/service/seams.ts';
import type { Registered } from '../reference/service/session.ts';
import type { EntryBody } from '../transcript/entry.ts';
import { CertificateProblem } from './certificate-problem.ts';
import { placeOf } from './place-of.ts';
import type { WireListener } from './tell.ts';

/** How far the opening of a connection has come. */
interface Attempt {
  readonly target: HostAndPort;
  phase: 'tcp' | 'tls' | 'upgrade';
  /** The status of an answer that is no upgrade. */
  status: number | null;
}

/** Tells of every attempt to connect, up to the opened WebSocket or the reason why there is none. */
export function watchOpenings(tell: WireListener): ServiceSeamWrap {
  // An endpoint is tried once at a time.
  const attempts = new Map<string, Attempt>();
  const of = ({ file }: Registered) => attempts.get(file);
  return {
    target: (next) => (endpoint) => {
      const target = next(endpoint);
      attempts.set(endpoint.file, { target, phase: 'tcp', status: null });
      return target;
    },
    secure: (next) => (socket, ways) => {
      const attempt = of(ways.endpoint);
      if (attempt !== undefined) {
        attempt.phase = 'tls';
        tell({ kind: 'tcp', direction: 'local', event: 'connected', ...attempt.target, address: socket.remoteAddress ?? '' });
      }
      return next(socket, ways);
    },
    request: (next) => (request, endpoint) => {
      const attempt = of(endpoint);
      if (attempt !== undefined) attempt.phase = 'upgrade';
      request.once('response', ({ statusCode = null }) => {
        if (attempt !== undefined) attempt.status = statusCode;
      });
      tell({ kind: 'upgrade', direction: 'sent', path: request.path, headers: {} }, placeOf(endpoint));
      next(request, endpoint);
    },
    upgraded: (next) => (session) => {
      const answer = { status: 101, headers: {}, problem: null, detail: placeOf(session.endpoint) };
      tell({ kind: 'upgrade', direction: 'received', ...answer }, `c${session.connection}`);
      return next(session);
    },
    unreachable: (next) => (endpoint, error) => {
      const attempt = of(endpoint);
      if (attempt !== undefined) {
        const what = failure(attempt, error instanceof Error ? error : new Error(String(error)));
        tell(what, what.kind === 'tcp' ? undefined : placeOf(endpoint));
      }
      next(endpoint, error);
    },
  };
}

function failure({ target, phase, status }: Attempt, error: Error): EntryBody {
  const isSilent = error.name === 'TimeoutError';
  if (phase === 'tcp') {
    return { kind: 'tcp', direction: 'local', event: 'failed', ...target, error: isSilent ? 'silent' : codeOf(error) };
  }
  if (phase === 'upgrade') {
    return { kind: 'upgrade', direction: 'received', status, headers: {}, problem: 'no-upgrade', detail: error.message };
  }
  const problem = error instanceof CertificateProblem ? error.problem : isSilent ? 'handshake-silent' : tlsProblemOf(error);
  const detail = error instanceof CertificateProblem || isSilent ? error.message : reasonOf(error);
  return { kind: 'tls', direction: 'received', event: 'failed', protocol: null, problem, detail, certificate: null };
}
