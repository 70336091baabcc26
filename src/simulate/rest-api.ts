import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { restAnswer } from '../peer/rest-stand-in.ts';
import { member } from '../protocol/codec.ts';
import { guideMessage } from '../protocol/guide-message.ts';
import type { ApiAnswer } from '../reference/service/seams.ts';

/** NetBackup's REST API, as far as an application can tell from the guide. */
export interface SimulatedApi {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  stop(): Promise<void>;
}

const VM_SERVER = /^\/netbackup\/config\/servers\/vmservers\/([^/?]+)$/;

/** Serves the answers of the REST stand-in on the loopback interface, and a VM server by its name as the guide shows one. */
export async function startSimulatedApi(): Promise<SimulatedApi> {
  const server = createServer((request, response) => {
    request.resume().on('error', () => {});
    const { headers, responseCode, body } = answerTo(request);
    response.writeHead(responseCode, headers).end(body);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo({ method, url: uri = '' }: IncomingMessage): ApiAnswer {
  const [, name] = VM_SERVER.exec(uri) ?? [];
  const answer = restAnswer({ uri, method });
  return method === 'GET' && name !== undefined ? { ...answer, body: vmServer(name) } : answer;
}

/** The body that the guide shows for vCenter2.domain.com, under another name (guide §1.7.2 C). */
function vmServer(name: string): string {
  const body = String(member(member(guideMessage('EX-10'), 'payload'), 'body'));
  return body.replaceAll('vCenter2.domain.com', JSON.stringify(decoded(name)).slice(1, -1));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
