import { connect } from 'node:net';
import { targetOf } from '../peer/dial.ts';

/** Short enough that a start-up is not noticeably prolonged, long enough not to be a flood. */
const RETRY_MS = 100;

/** Waits until the port of a URL accepts TCP, for at most so many seconds; what then answers is for the run to judge. */
export async function waitForPort(url: string, seconds: number, signal?: AbortSignal): Promise<void> {
  const { host, port } = targetOf(url);
  const until = performance.now() + seconds * 1000;
  while (!(await accepts(host, port)) && performance.now() < until && signal?.aborted !== true) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
