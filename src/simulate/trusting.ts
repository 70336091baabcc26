import { TLSSocket } from 'node:tls';
import type { Dialer, Trust } from '../peer/dial.ts';
import type { ServiceSeamWrap } from '../reference/service/seams.ts';
import { CertificateProblem } from './certificate-problem.ts';
import { placeOf } from './place-of.ts';
import type { WireListener } from './tell.ts';

/** Trusts as the user has it, by the system, an authority, a pin or blindly, and says by which a certificate held or why it did not. */
export function trusting(dialer: Dialer, trust: Trust, tell: WireListener): ServiceSeamWrap {
  return {
    // Judged below, before a byte of HTTP is sent, so that a refusal is told in the words of `run`.
    tls: (next) => (options, endpoint) => {
      const { ca, ...others } = next(options, endpoint);
      const anchors = trust.ca === null ? {} : { ca };
      return { ...others, ...anchors, rejectUnauthorized: false, checkServerIdentity: () => undefined };
    },
    secure: (next) => async (tcp, ways) => {
      const socket = await next(tcp, ways);
      if (!(socket instanceof TLSSocket)) throw new Error('expected a TLS connection, got another one');
      // Asked once: on Node 20 every later look at the certificate finds nothing.
      const shown = socket.getPeerX509Certificate();
      const [problem, detail] = dialer.judge(
        socket,
        shown,
        new URL(ways.endpoint.descriptor.url).hostname.replace(/^\[|\]$/g, ''),
      );
      if (problem !== null && problem !== 'not-verified') {
        socket.destroy();
        throw new CertificateProblem(problem, detail);
      }
      const secured = { event: 'secured', protocol: socket.getProtocol(), problem, detail, certificate: null } as const;
      tell({ kind: 'tls', direction: 'received', ...secured }, placeOf(ways.endpoint));
      return socket;
    },
  };
}
