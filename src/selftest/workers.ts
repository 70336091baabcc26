import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../protocol/package-root.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';

type Answer = { readonly ready: true } | { readonly report: TrialReport } | { readonly error: string };

/** Some processes that carry out trials; each does one at a time. */
export interface Workers {
  carryOut(order: TrialOrder): Promise<TrialReport>;
  stop(): void;
}

/** Node 20 runs no TypeScript, so that workers are always those of the build. */
const workerFile = fileURLToPath(new URL('dist/src/selftest/worker.js', packageRoot()));

/** In MiB; a trial makes tens of thousands of short-lived objects, and with V8's usual 16 a fifth of its time goes to moving them. */
const NURSERY = '--max-semi-space-size=32';

/** Starts worker processes and waits until they are ready. */
export async function startWorkers(count: number): Promise<Workers> {
  if (!existsSync(workerFile)) throw new Error(`${workerFile}: expected the built worker, got no such file; run npm run build.`);
  const children = await Promise.all(Array.from({ length: count }, start));
  const free = [...children];
  return {
    async carryOut(order) {
      const child = free.pop();
      if (child === undefined) throw new Error('more trials were ordered at a time than there are workers');
      child.send(order);
      const answer = await nextAnswer(child);
      free.push(child);
      if ('report' in answer) return answer.report;
      throw new Error(`${JSON.stringify(order.candidate)}: ${'error' in answer ? answer.error : 'no report'}`);
    },
    stop: () => {
      for (const child of children) if (child.connected) child.disconnect();
    },
  };
}

async function start(): Promise<ChildProcess> {
  const child = fork(workerFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [NURSERY] });
  await nextAnswer(child);
  return child;
}

function nextAnswer(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a worker ended by itself with code ${code}`));
    child.once('exit', ended);
    child.once('message', (answer: Answer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });
}
