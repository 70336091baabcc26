import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiPlan, CalledApi } from '../../scenario/stage.ts';
import type { Recorder } from '../../transcript/recorder.ts';

/** More than any body that a COMMAND of ours carries. */
const MAX_BODY = 1024 * 1024;

/** What belongs to a call of the API: where it is recorded, what it is answered, and who is told of it. */
export interface ApiCaller {
  readonly recorder: Recorder;
  /** Undefined where nobody wants anything particular. */
  readonly plan: ApiPlan | undefined;
  readonly called: (call: CalledApi) => void;
}

/** The REST API of NetBackup's master server, as far as a candidate service can tell. */
export interface RestApi {
  /** `http://127.0.0.1:port`, no path (contracts.md §5). */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a stand-in on the loopback interface that answers a call as planned, or by what it was asked, and records both. */
export async function startRestApi(callerOf: (target: string) => ApiCaller): Promise<RestApi> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    const call = calls;
    void bodyOf(request).then((body) => serve(request, body, response, call, callerOf(request.url ?? '')));
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

async function serve(request: IncomingMessage, body: string, response: ServerResponse, call: number, caller: ApiCaller) {
  const { recorder, plan } = caller;
  const headers = JSON.parse(recorder.redact(JSON.stringify(request.headers))) as Readonly<Record<string, string>>;
  const asked = { method: request.method ?? '', target: recorder.redact(request.url ?? '') };
  recorder.record({
    ...{ kind: 'http', direction: 'received', server: 'api', call, isSecure: false },
    ...{ ...asked, version: request.httpVersion, headers, body: recorder.redact(body) },
  });
  caller.called({ ...asked, headers, body: recorder.redact(body) });
  const usual = {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-call': String(call) },
    body: JSON.stringify(asked),
  };
  const answer = plan ?? usual;
  await plan?.after;
  if (answer.status === null) {
    request.socket.destroy();
    return;
  }
  const told = { status: answer.status, headers: answer.headers, body: recorder.redact(answer.body) };
  recorder.record({ kind: 'http', direction: 'sent', server: 'api', call, ...told });
  response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.on('error', () => {});
  // A character may be divided between two pieces.
  request.setEncoding('utf8');
  for await (const piece of request) if (text.length < MAX_BODY) text += String(piece);
  return text;
}
