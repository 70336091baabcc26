import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { systemClock } from '../transcript/clock.ts';

/** A JVM on a busy machine takes some seconds. */
const START_MS = 60_000;
const BETWEEN_MS = 50;

/** Ports of the loopback interface that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Waits until a port accepts; false where it does not in time, or `isWorthwhile` says so earlier. */
export async function accepts(port: number, isWorthwhile: () => boolean): Promise<boolean> {
  const from = systemClock.now();
  while (isWorthwhile() && systemClock.now() - from < START_MS) {
    if (await isOpen(port)) return true;
    await new Promise<void>((resolve) => systemClock.after(BETWEEN_MS, resolve));
  }
  return false;
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
