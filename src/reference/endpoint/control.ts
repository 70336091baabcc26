import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isCommandOrder } from '../../protocol/command-order.ts';
import { parsedJson } from '../../protocol/parsed-json.ts';
import type { EndpointSeams, Json, Store } from './seams.ts';

/** The door by which an automated runner stimulates the application; real ones have an administrator behind it. */
export interface Control {
  readonly hooks: { readonly sendCommand: string; readonly closeConnection: string };
  stop(): Promise<void>;
}

/** Serves the two hooks on the loopback interface. */
export async function startControl(store: Store, seams: EndpointSeams): Promise<Control> {
  const server: Server = createServer((request, response) => void serve(request, response, store, seams));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    hooks: { sendCommand: `${base}/command`, closeConnection: `${base}/close` },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, store: Store, seams: EndpointSeams): Promise<void> {
  const answer = (status: number, body: Json) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  let text = '';
  for await (const piece of request) text += String(piece);
  const session = store.latest;
  if (session === null || !session.established || session.wire.socket.readyState !== session.wire.socket.OPEN) {
    return answer(409, { error: 'NetBackup is not connected' });
  }
  if (request.url === '/close') {
    seams.hangUp(session);
    return answer(200, {});
  }
  if (request.url !== '/command') return answer(404, { error: 'no such hook' });
  const order = parsedJson(text);
  if (!isCommandOrder(order)) return answer(400, { error: 'expected uri, method, headers and, if any, parameters' });
  const message = seams.command(order, session);
  const payload = new Promise<unknown>((resolve) =>
    store.pending.push({ id: String(message['id']), connection: session.connection, resolve }),
  );
  session.send([{ message }]);
  answer(200, { payload: await payload });
}
