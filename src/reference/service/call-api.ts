import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { attempt } from './attempt.ts';
import { ownAnswer } from './command.ts';
import type { Api, ApiAnswer, ApiCall } from './seams.ts';

/** Makes one call of the REST API and relays whatever it answers, errors and redirects too (guide §1.5, §1.7.2 C). */
export async function callApi(call: ApiCall, { url, signal }: Api): Promise<ApiAnswer> {
  try {
    return await relayed(await send(call, url, signal));
  } catch (error) {
    return ownAnswer(503, `the API does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function send({ method, uri, headers, body }: ApiCall, url: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { hostname: hostname.replace(/^\[|\]$/g, ''), port, path: uri, method, agent: false, signal };
    const outgoing = request({ ...options, headers: { ...headers, ...length } }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body ?? undefined);
  });
}

async function relayed(response: IncomingMessage): Promise<ApiAnswer> {
  const bytes = await buffer(response);
  const { 'content-encoding': encoding = '', ...headers } = Object.fromEntries(
    Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  );
  const decoded = attempt(() => decompress(bytes, encoding), null);
  return {
    headers: decoded !== null || encoding === '' ? headers : { ...headers, 'content-encoding': encoding },
    responseCode: response.statusCode ?? 0,
    body: textOf(decoded ?? bytes, headers['content-type'] ?? ''),
  };
}

/** The body is relayed as text, so what an application asked to be compressed is not any more. */
function decompress(bytes: Buffer, encoding: string): Buffer | null {
  if (encoding === 'gzip') return gunzipSync(bytes);
  if (encoding === 'deflate') return inflateSync(bytes);
  return encoding === 'br' ? brotliDecompressSync(bytes) : null;
}

function textOf(bytes: Buffer, contentType: string): string {
  const charset = /charset="?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  return attempt(() => new TextDecoder(charset).decode(bytes), bytes.toString('utf8'));
}
