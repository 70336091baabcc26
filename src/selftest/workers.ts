import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { packageRoot } from '../protocol/package-root.ts';
import type { TrialOrder, TrialReport } from './trial-order.ts';

type Answer = { readonly ready: true } | { readonly report: TrialReport } | { readonly error: string };

/** Some processes that carry out trials; each does one at a time. */
export interface Workers {
  /** Carries out all orders, so many at a time; the reports come in the order of the orders. */
  carryOut(orders: readonly TrialOrder[], atATime: number): Promise<readonly TrialReport[]>;
  stop(): void;
}

/** Node 20 runs no TypeScript, so that workers are always those of the build. */
const workerFile = fileURLToPath(new URL('dist/src/selftest/worker.js', packageRoot()));

/** In MiB; a trial makes tens of thousands of short-lived objects, and with V8's usual 16 a fifth of its time goes to moving them. */
const NURSERY = '--max-semi-space-size=32';

/** Worker processes, started when there is something to do for them. */
export function makeWorkers(): Workers {
  if (!existsSync(workerFile)) throw new Error(`${workerFile}: expected the built worker, got no such file; run npm run build.`);
  const children: ChildProcess[] = [];
  const carryOut = async (child: ChildProcess, order: TrialOrder): Promise<TrialReport> => {
    child.send(order);
    const answer = await nextAnswer(child);
    if ('report' in answer) return answer.report;
    throw new Error(`${JSON.stringify(order.candidate)}: ${'error' in answer ? answer.error : 'no report'}`);
  };
  return {
    async carryOut(orders, atATime) {
      const count = Math.min(atATime, orders.length);
      // All before the first trial begins: a process that starts takes a core away from it.
      children.push(...(await Promise.all(Array.from({ length: Math.max(0, count - children.length) }, start))));
      const limit = pLimit(atATime);
      const free = [...children];
      return Promise.all(
        orders.map((order) =>
          limit(async () => {
            const child = free.pop();
            if (child === undefined) throw new Error('more trials were ordered at a time than there are workers');
            const report = await carryOut(child, order);
            free.push(child);
            return report;
          }),
        ),
      );
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
