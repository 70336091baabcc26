import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recorder } from '../../transcript/recorder.ts';

/** More than any body that a COMMAND of ours carries. */
const MAX_BODY = 1024 * 1024;

/** The REST API of NetBackup's master server, as far as a candidate service can tell. */
export interface RestApi {
  /** `http://127.0.0.1:port`, no path (contracts.md §5). */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a stand-in on the loopback interface that answers every call by what it was asked, and records both where `recorderOf` says. */
export async function startRestApi(recorderOf: (target: string) => Recorder): Promise<RestApi> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    const call = calls;
    void bodyOf(request).then((body) => {
      const target = request.url ?? '';
      const recorder = recorderOf(target);
      const headers = JSON.parse(recorder.redact(JSON.stringify(request.headers))) as Readonly<Record<string, string>>;
      const asked = { call, isSecure: false, method: request.method ?? '', target: recorder.redact(target) } as const;
      recorder.record({
        kind: 'http',
        direction: 'received',
        server: 'api',
        ...asked,
        version: request.httpVersion,
        headers,
        body: recorder.redact(body),
      });
      const told = { 'content-type': 'application/json', 'x-call': String(call) };
      const answer = JSON.stringify({ asked: asked.target, method: asked.method });
      recorder.record({ kind: 'http', direction: 'sent', server: 'api', call, status: 200, headers: told, body: answer });
      response.writeHead(200, told).end(answer);
    });
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.on('error', () => {});
  for await (const piece of request) if (text.length < MAX_BODY) text += String(piece);
  return text;
}
