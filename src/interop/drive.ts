import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../protocol/package-root.ts';
import { makeAuthority } from '../reference/certificates.ts';
import { twoLoopbackHosts } from '../reference/endpoint/loopback-hosts.ts';
import type { Result } from '../result/result.ts';
import { readRun } from '../run/read-run.ts';
import { accepts, freePorts } from './ports.ts';
import { type Started, start } from './processes.ts';
import type { Stack } from './stack.ts';

const launcher = fileURLToPath(new URL('bin/nbwss-conformance.js', packageRoot()));
/** Of what a stack printed, when it did not come up. */
const TAIL_CHARACTERS = 2_000;

/** Builds a stack into a folder that outlives the run, and gives the folder; throws an Error with what the build said. */
export function build(stack: Stack): string {
  const folder = join(tmpdir(), 'nbwss-interop', stack.role, stack.name);
  mkdirSync(folder, { recursive: true });
  if (stack.build === undefined) return folder;
  const { status, stdout, stderr } = spawnSync('nice', ['/bin/sh', '-c', stack.build], {
    cwd: stack.folder,
    env: { ...process.env, BUILD: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stack.name}: the build ended with ${status}: ${tail(stdout + stderr)}`);
  return folder;
}

/** Drives a whole run against a built stack into `output`; throws an Error where the stack does not come up. */
export async function drive(stack: Stack, buildFolder: string, output: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), `nbwss-interop-${stack.name}-`));
  try {
    if (stack.role === 'endpoint') await driveEndpoint(stack, buildFolder, folder, output);
    else await run(['service', '--output', output, '--', '/bin/sh', '-c', serviceLine(stack)], { BUILD: buildFolder });
    return (await readRun(output)).result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The command's folder is the user's, so that the line goes there itself. */
const serviceLine = ({ folder, start }: Stack): string => `cd '${folder}' && ${start.join(' && ')}`;

async function driveEndpoint(stack: Stack, buildFolder: string, folder: string, output: string): Promise<void> {
  const [port = 0, hookPort = 0, innerPort = 0] = await freePorts(3);
  const files = await writeEndpoints(stack, folder, port);
  const [ca, config, log] = [join(folder, 'ca.pem'), join(folder, 'config.json'), join(folder, 'log')];
  const hook = (name: string) => `http://127.0.0.1:${hookPort}/${name}`;
  const hooks = { sendCommand: hook('sendCommand'), closeConnection: hook('closeConnection') };
  writeFileSync(config, JSON.stringify({ hooks }));
  const ports = { PORT: `${port}`, HOOK_PORT: `${hookPort}`, INNER_PORT: `${innerPort}` };
  const env = { ...ports, NBWSS_DIR: folder, BUILD: buildFolder };
  const processes: Started[] = [];
  try {
    for (const line of stack.start) processes.push(start(line, stack.folder, env, log));
    const areUp = () => processes.every((each) => each.isRunning());
    for (const each of [port, hookPort])
      if (!(await accepts(each, areUp))) throw new Error(`${stack.name} does not come up: ${tail(readFileSync(log, 'utf8'))}`);
    await run(['endpoint', ...files, '--ca', ca, '--config', config, '--output', output], {});
    if (!areUp()) throw new Error(`${stack.name} ended by itself: ${tail(readFileSync(log, 'utf8'))}`);
  } finally {
    await Promise.all(processes.map((each) => each.end()));
  }
}

/** Writes `endpoint-1.json` and so on, `cert.pem`, `key.pem` and `ca.pem`; gives the descriptors' paths. */
async function writeEndpoints(stack: Stack, folder: string, port: number): Promise<readonly string[]> {
  const authority = await makeAuthority();
  // NetBackup wants every host name once (DSC-017): two names of one port, or one where the system knows no localhost.
  const [name = '127.0.0.1'] = await twoLoopbackHosts();
  const hosts = [...new Set([name, '127.0.0.1'])];
  const { key, cert } = await authority.issue({ names: hosts });
  for (const [name, text] of Object.entries({ key, cert, ca: authority.pem }))
    writeFileSync(join(folder, `${name}.pem`), text, { mode: 0o600 });
  return hosts.map((hostName, index) => {
    const priority = index + 1;
    const url = `wss://${hostName}:${port}/nbwss/${priority}`;
    const file = join(folder, `endpoint-${priority}.json`);
    const token = randomBytes(48).toString('base64url');
    writeFileSync(file, JSON.stringify({ token, priority, groupId: stack.name, hostName, url }), { mode: 0o600 });
    return file;
  });
}

/** The real command line; its exit code is told again by the result. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, [launcher, 'run', ...args, '--quiet'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(child, 'exit');
}

const tail = (text: string): string => text.slice(-TAIL_CHARACTERS).trim();
