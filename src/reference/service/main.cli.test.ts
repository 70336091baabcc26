import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { elements, endpoints, job, kept, newHome, newTold, notificationsOf, stops, telling, until } from './service.test-data.ts';

const main = fileURLToPath(new URL('../../../dist/src/reference/service/main.js', import.meta.url));

/** Starts the built process as a runner would. */
function start(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...env }, stdio: ['pipe', 'ignore', 'pipe'] });
  stops.push(() => child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (piece) => {
    stderr += String(piece);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

test('delivers after SIGKILL what was not acknowledged before, and ends at SIGTERM', async () => {
  const told = newTold();
  let withholds = true;
  const says = (message: { readonly type?: unknown }) => (withholds && message.type === 'NOTIFICATION' ? [] : null);
  const group = await endpoints({ wraps: [telling(told, says)] });
  const home = await newHome(group.texts);
  const env = { NBWSS_HOME: home, NBWSS_API_URL: 'http://127.0.0.1:9' };
  const killed = start(env);
  await until(() => expect(told.messages).toHaveLength(1));
  killed.stdin?.write(`${job(1)}\n`);
  await until(() => expect(notificationsOf(told)).toHaveLength(1));
  killed.kill('SIGKILL');
  await once(killed, 'close');
  withholds = false;
  told.messages.length = 0;
  const next = start(env);
  await until(() => expect(elements(notificationsOf(told))).toHaveLength(1));
  await until(() => expect(kept(home)).toEqual([]));
  const end = ended(next);
  next.kill('SIGTERM');
  expect(await end).toEqual({ code: 0, stderr: '' });
});

test('ends with its input', async () => {
  const child = start({ NBWSS_HOME: await newHome([]), NBWSS_API_URL: 'http://127.0.0.1:9' });
  child.stdin?.end();
  expect(await ended(child)).toEqual({ code: 0, stderr: '' });
});

test('says in one sentence what of its environment cannot be used', async () => {
  const home = await newHome([]);
  const api = { NBWSS_API_URL: 'http://127.0.0.1:9' };
  const [noHome, noApi] = [start({ ...api, NBWSS_HOME: 'here' }), start({ NBWSS_HOME: home, NBWSS_API_URL: 'http://a/b' })];
  const answers = await Promise.all([noHome, noApi].map(ended));
  rmSync(join(home, 'ca.pem'));
  expect([...answers, await ended(start({ ...api, NBWSS_HOME: home }))]).toEqual([
    { code: 2, stderr: expect.stringMatching(/^NBWSS_HOME: expected .*\n$/) },
    { code: 2, stderr: expect.stringMatching(/^NBWSS_API_URL: expected .*\n$/) },
    { code: 2, stderr: expect.stringMatching(/^.*ca\.pem: expected .*\n$/) },
  ]);
});
