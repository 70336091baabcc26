import { expect, test } from 'vitest';
import { serviceCommand } from './service-process.ts';

const node = (text: string) => serviceCommand([process.execPath, '-e', text]);
const surroundings = { home: '/a/folder', apiUrl: 'http://127.0.0.1:1' };

test('gives a candidate its surroundings and events, and our environment without our secrets', async () => {
  process.env['NBWSS_TEST_TOKEN'] = 'not for others';
  process.env['NBWSS_TEST_PLACE'] = 'for all';
  const running = node(
    `const { NBWSS_HOME, NBWSS_API_URL, NBWSS_TEST_TOKEN, NBWSS_TEST_PLACE } = process.env;
     process.stdin.once('data', (line) => { console.log(JSON.stringify([NBWSS_HOME, NBWSS_API_URL, NBWSS_TEST_TOKEN ?? null, NBWSS_TEST_PLACE, String(line)])); process.exit(0); });`,
  )(surroundings);
  running.write('{"object":"JOB"}\n');

  expect(await running.ended).toBe('status 0');
  expect(JSON.parse(running.output())).toEqual(['/a/folder', 'http://127.0.0.1:1', null, 'for all', '{"object":"JOB"}\n']);
});

test('says how it ended, and ends it by the end of its input', async () => {
  const polite = node('process.stdin.on("end", () => process.exit(4)).resume()')(surroundings);
  await polite.stop();
  expect(await polite.ended).toMatch(/^status 4$|^signal SIGTERM$/);
  expect(await serviceCommand(['/no/such/command'])(surroundings).ended).toContain('could not be started');
});

test('keeps the end of a long output only', async () => {
  const loud = node('for (let i = 0; i < 3000; i++) console.log("x".repeat(100)); console.log("the end")')(surroundings);
  await loud.ended;
  expect(loud.output().length).toBeLessThanOrEqual(64 * 1024);
  expect(loud.output()).toContain('the end');
});
