import { createHash, type X509Certificate } from 'node:crypto';
import { connect as connectTcp, isIP, Socket } from 'node:net';
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { CertificateSummary, EntryBody, TlsProblem } from '../transcript/entry.ts';
import { isPrivate, PRIVATE_ADDRESS, publicLookup } from './public-address.ts';

/** Whom we trust to vouch for the candidate's certificate. */
export interface Trust {
  /** PEM of additional roots that replace the system's; null for the system's. */
  readonly ca: string | null;
  /** `sha256:` digest of the SubjectPublicKeyInfo, base64; null for none. */
  readonly pin: string | null;
  /** Verifies nothing; for development only. */
  readonly insecure: boolean;
  /** Hosts that a descriptor fetched by URL names, and its own: what they resolve to must be public (contracts.md §2). */
  readonly publicOnly: ReadonlySet<string>;
}

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Host and port of a wss or https URL, without the brackets of an IPv6 address. */
export function targetOf(url: string): Target {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
}

/** Opens TCP and TLS and decides about the certificate before a single byte of HTTP is sent. */
export class Dialer {
  readonly #trust: Trust;
  readonly #context: SecureContext;
  /** The summaries of the few certificates of a group: one is shown at every connection, and reading it is not cheap. */
  readonly #summaries = new Map<string, CertificateSummary>();

  constructor(trust: Trust) {
    this.#trust = trust;
    // One context for all connections: building one each time costs a sixth of the connection rate (performance.md §1).
    this.#context = createSecureContext({
      minVersion: 'TLSv1.2',
      // A certificate given by --ca is trusted itself, whoever issued it: NetBackup stores the server's own (guide Table 3-4).
      ...(trust.ca === null ? {} : { ca: trust.ca, allowPartialTrustChain: true }),
    });
  }

  /**
   * Gives the secured socket, or null where there is none; what happened is told through `record`. The caller owns the
   * deadline: when `signal` aborts, the attempt ends as silence.
   */
  async open(target: Target, signal: AbortSignal, record: (body: EntryBody) => void): Promise<TLSSocket | null> {
    const tcp = await this.openTcp(target, signal, record);
    return tcp === null ? null : this.#openTls(tcp, target, signal, record);
  }

  /** Opens TCP alone; the socket, or null where there is none. */
  openTcp({ host, port }: Target, signal: AbortSignal, record: (body: EntryBody) => void): Promise<Socket | null> {
    return new Promise((resolve) => {
      const mustBePublic = this.#trust.publicOnly.has(host);
      const isForbidden = mustBePublic && isIP(host) !== 0 && isPrivate(host);
      const socket = isForbidden
        ? new Socket()
        : connectTcp({ host, port, noDelay: true, ...(mustBePublic ? { lookup: publicLookup } : {}) });
      const fail = (error: string) => {
        socket.destroy();
        record({ kind: 'tcp', direction: 'local', event: 'failed', host, port, error });
        resolve(null);
      };
      const abort = () => fail('silent');
      if (isForbidden) return fail(PRIVATE_ADDRESS);
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', (error: NodeJS.ErrnoException) => {
        signal.removeEventListener('abort', abort);
        fail(codeOf(error));
      });
      socket.once('connect', () => {
        signal.removeEventListener('abort', abort);
        socket.removeAllListeners('error');
        record({ kind: 'tcp', direction: 'local', event: 'connected', host, port, address: socket.remoteAddress ?? '' });
        resolve(socket);
      });
    });
  }

  #openTls(tcp: Socket, target: Target, signal: AbortSignal, record: (body: EntryBody) => void): Promise<TLSSocket | null> {
    return new Promise((resolve) => {
      const socket = connectTls({
        socket: tcp,
        secureContext: this.#context,
        ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
        // Whatever the environment says, the certificate is judged below, and nothing is sent before.
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
      });
      const end = (event: 'secured' | 'failed', problem: TlsProblem | null, detail: string, shown?: X509Certificate) => {
        const certificate = shown === undefined ? null : this.#summaryOf(shown);
        signal.removeEventListener('abort', abort);
        socket.removeListener('error', failed);
        socket.removeListener('end', ended);
        // Before the handshake is done, this is only what we would have preferred.
        const protocol = certificate === null ? null : socket.getProtocol();
        record({ kind: 'tls', direction: 'received', event, protocol, problem, detail, certificate });
        if (event === 'failed') {
          socket.on('error', () => {});
          socket.destroy();
        }
        resolve(event === 'secured' ? socket : null);
      };
      const abort = () => end('failed', 'handshake-silent', 'no TLS handshake within the time for opening a connection');
      const failed = (error: NodeJS.ErrnoException) => {
        // With TLS 1.2 who wants a client certificate says no more than that the handshake failed, after it has shown its own.
        const isLate = /HANDSHAKE_FAILURE/.test(codeOf(error)) && socket.getPeerX509Certificate() !== undefined;
        end('failed', isLate ? 'client-certificate-wanted' : tlsProblemOf(error), reasonOf(error));
      };
      const ended = () => end('failed', 'handshake-failed', 'the connection ended within the TLS handshake');
      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', failed);
      socket.once('end', ended);
      socket.once('secureConnect', () => {
        // Asked once: on Node 20 every later look at the certificate finds nothing.
        const shown = socket.getPeerX509Certificate();
        const [problem, detail] = this.judge(socket, shown, target.host);
        end(problem === null || problem === 'not-verified' ? 'secured' : 'failed', problem, detail, shown);
      });
    });
  }

  #summaryOf(certificate: X509Certificate): CertificateSummary {
    const key = certificate.fingerprint256;
    const known = this.#summaries.get(key) ?? summaryOf(certificate);
    this.#summaries.set(key, known);
    return known;
  }

  /** Why a certificate does not hold, null where it does, and how that is known; the socket has been secured without verifying it. */
  judge(socket: TLSSocket, certificate: X509Certificate | undefined, host: string): readonly [TlsProblem | null, string] {
    const { pin, ca, insecure } = this.#trust;
    if (certificate === undefined) return ['handshake-failed', 'the endpoint shows no certificate'];
    if (insecure) return ['not-verified', 'the certificate was not verified (--insecure)'];
    const now = Date.now();
    if (now > Date.parse(certificate.validTo)) return ['certificate-expired', `it expired on ${certificate.validTo}`];
    if (now < Date.parse(certificate.validFrom))
      return ['certificate-not-yet-valid', `it is valid only from ${certificate.validFrom}`];
    const name = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
    if (name === undefined)
      return [
        'certificate-other-name',
        `it is for ${certificate.subjectAltName ?? oneLine(certificate.subject)}, not for ${host}`,
      ];
    const { spki } = this.#summaryOf(certificate);
    if (pin !== null)
      return pin === `sha256:${spki}` ? [null, 'pinned'] : ['certificate-not-pinned', `its key is sha256:${spki}`];
    const error = socket.authorizationError as unknown as string | null | undefined;
    if (socket.authorized || error === undefined || error === null) return [null, 'verified'];
    const code = typeof error === 'string' ? error : codeOf(error as Error);
    if (code === 'CERT_HAS_EXPIRED') return ['certificate-expired', 'a certificate of its chain has expired'];
    if (ca !== null) return ['certificate-untrusted', `the given CA does not vouch for it (${code})`];
    return ['issuer-unknown', `its issuer is unknown to this system (${code}); if it is yours, add --pin sha256:${spki}`];
  }
}

function summaryOf(certificate: X509Certificate): CertificateSummary {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: certificate.subjectAltName ?? '',
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    spki: spkiOf(certificate),
  };
}

const oneLine = (name: string | undefined): string => (name ?? '').replaceAll('\n', ', ');

function spkiOf(certificate: X509Certificate): string {
  return createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

/** Why a TLS handshake failed, in a few words. OpenSSL's own sentence names its source files and says no more than its code. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  const code = codeOf(error);
  return code.startsWith('ERR_SSL_')
    ? code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ')
    : `${code}: ${error.message}`;
}

export function tlsProblemOf(error: NodeJS.ErrnoException): TlsProblem {
  const text = `${codeOf(error)} ${error.message}`;
  if (/CERTIFICATE_REQUIRED|certificate required/i.test(text)) return 'client-certificate-wanted';
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW/i.test(text)) return 'protocol-too-old';
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|wrong version number/i.test(text)) return 'not-tls';
  return 'handshake-failed';
}

export const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);
