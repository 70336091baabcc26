import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, vi } from 'vitest';
import { type EndpointGroup, type EndpointGroupOptions, startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import type { Json, SeamWrap } from '../reference/endpoint/seams.ts';

export const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Waits for what a check expects; the bound is for a machine that is held up, not for what is waited for. */
export const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 10 });

/** A group of endpoints, and every message that it got. */
export async function endpoints(
  options: EndpointGroupOptions = {},
): Promise<{ readonly group: EndpointGroup; readonly got: readonly Json[] }> {
  const got: Json[] = [];
  const listening: SeamWrap = {
    answer: (next) => (message, session) => {
      got.push(message);
      return next(message, session);
    },
  };
  const group = await startEndpointGroup({ ...options, wraps: [...(options.wraps ?? []), listening] });
  stops.push(() => group.stop());
  return { group, got };
}

/** A way to an endpoint that can be cut and restored on the same port, as an application that is started anew. */
export interface Relay {
  /** The text of a descriptor, leading through the relay. */
  readonly describe: (text: string) => string;
  cut(): Promise<void>;
  restore(): Promise<void>;
}

export async function relay(url: string): Promise<Relay> {
  const open = new Set<Socket>();
  const to = Number(new URL(url).port);
  let server: Server;
  const listen = async (port: number) => {
    server = createServer((socket) => {
      const onward = connect({ host: '127.0.0.1', port: to });
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        open.add(one);
        one.on('error', () => {}).on('close', () => other.destroy());
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
      open.clear();
    });
  stops.push(cut);
  return {
    describe: (text) => text.replace(`:${to}/`, `:${port}/`),
    cut,
    restore: async () => {
      await listen(port);
    },
  };
}
