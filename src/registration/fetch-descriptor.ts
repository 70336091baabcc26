import { type IncomingMessage, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { codeOf, Dialer, type Trust, targetOf } from '../peer/dial.ts';
import { type FetchProblem, fetchedFrom, type SourcedDescriptor } from '../peer/netbackup/sourced-descriptor.ts';
import type { EntryBody } from '../transcript/entry.ts';

/** A descriptor has five short members (contracts.md §2). */
export const MAX_DESCRIPTOR_BYTES = 256 * 1024;
/** For the whole of it, from the name to the last byte; ours, as for opening a connection. */
const FETCH_MS = 10_000;

type Body = { readonly text: string } | FetchProblem;

/**
 * Gets a descriptor by its https URL as NetBackup's dialog does: one GET, no redirects, at most 256 KiB (guide §2.2, AMB-35). Never
 * throws: what went wrong is in `fetched`.
 */
export async function fetchDescriptor(url: string, trust: Trust): Promise<SourcedDescriptor> {
  const entries: EntryBody[] = [];
  const deadline = AbortSignal.timeout(FETCH_MS);
  const secured = await new Dialer(trust).open(targetOf(url), deadline, (entry) => entries.push(entry));
  const body = secured === null ? notOpened(url, entries) : await get(url, secured, deadline);
  return fetchedFrom(url, entries, 'text' in body ? body.text : body);
}

function notOpened(url: string, entries: readonly EntryBody[]): FetchProblem {
  const tls = entries.find((entry) => entry.kind === 'tls');
  if (tls?.kind === 'tls' && tls.problem !== 'handshake-silent') {
    return notSecured(url, tls.detail);
  }
  const tcp = entries.find((entry) => entry.kind === 'tcp' && entry.event === 'failed');
  const why = tcp?.kind === 'tcp' && tcp.event === 'failed' ? tcp.error : 'silent';
  return unreachable(url, why);
}

const notSecured = (url: string, why: string): FetchProblem => ({
  code: 'descriptor-not-secured',
  message: `expected a TLS connection to ${url} with a certificate that holds, got none: ${why}.`,
});

const unreachable = (url: string, why: string): FetchProblem => ({
  code: 'descriptor-unreachable',
  message: `expected a server at ${url}, got none (${why}); check host and port, and that it runs.`,
});

const notServed = (url: string, got: string): FetchProblem => ({
  code: 'descriptor-not-served',
  message: `expected status 200 and a descriptor from ${url}, got ${got}; give the URL at which the descriptor itself lies.`,
});

/** Not followed: it could lead anywhere (contracts.md §2). */
const redirected = (url: string, to: string): FetchProblem => ({
  code: 'descriptor-redirected',
  message: `expected the descriptor itself from ${url}, got a redirect to ${to}, which this suite does not follow; give that URL.`,
});

function get(url: string, secured: TLSSocket, deadline: AbortSignal): Promise<Body> {
  return new Promise((resolve) => {
    const { host, pathname, search } = new URL(url);
    const asking = request({
      createConnection: () => secured,
      path: `${pathname}${search}`,
      headers: { host, accept: 'application/json', connection: 'close' },
    });
    const end = (body: Body) => {
      deadline.removeEventListener('abort', abort);
      asking.destroy();
      secured.destroy();
      resolve(body);
    };
    const abort = () => end(unreachable(url, 'silent'));
    deadline.addEventListener('abort', abort, { once: true });
    secured.on('error', () => {});
    asking.on('error', (error) => {
      const code = codeOf(error);
      // With TLS 1.3 the demand comes after our side of the handshake is done.
      if (/CERTIFICATE_REQUIRED/.test(code)) end(notSecured(url, 'a client certificate is wanted'));
      else end(notServed(url, `the end of the connection (${code})`));
    });
    asking.on('response', (response) => {
      const problem = statusProblem(url, response);
      if (problem === undefined) void read(url, response).then(end);
      else end(problem);
    });
    asking.end();
    if (deadline.aborted) abort();
  });
}

function statusProblem(url: string, { statusCode = 0, headers }: IncomingMessage): FetchProblem | undefined {
  if (statusCode === 200) return undefined;
  if (statusCode >= 502 && statusCode <= 504) return unreachable(url, `status ${statusCode}`);
  if (statusCode >= 300 && statusCode < 400) return redirected(url, headers.location ?? 'nowhere');
  return notServed(url, `status ${statusCode}`);
}

async function read(url: string, response: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes <= MAX_DESCRIPTOR_BYTES) continue;
      const message = `expected at most 256 KiB from ${url}, got more; give the URL at which the descriptor itself lies.`;
      return { code: 'descriptor-too-large', message };
    }
  } catch (error) {
    return notServed(url, `a body that breaks off (${error instanceof Error ? codeOf(error) : 'unknown'})`);
  }
  return { text: Buffer.concat(chunks).toString('utf8') };
}
