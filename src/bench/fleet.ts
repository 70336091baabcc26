import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { WebSocket } from 'ws';
import { readDescriptor } from '../protocol/descriptor.ts';
import { packageRoot } from '../protocol/package-root.ts';
import { makeAuthority } from '../reference/certificates.ts';
import { startEndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { readRun } from '../run/read-run.ts';
import { readIndex } from '../run/run-index.ts';

const self = fileURLToPath(import.meta.url);
const launcher = fileURLToPath(new URL('bin/nbwss-conformance.js', packageRoot()));
const SIZES = [50, 100, 200];
/** As many as `run endpoint` drives side by side by itself. */
const SIDE_BY_SIDE = 8;
/** Nothing in them waits, and each message fits a transcript whole. */
const SCENARIOS = [
  'handshake/member-order',
  'handshake/reconnects',
  'batching/all-*',
  'batching/guide-examples',
  'id-mismatch/*',
];

/** What one connection says, message by message, each waiting for its answer. */
type Script = readonly (readonly string[])[];

/**
 * Many server groups in one process, against a plain loop of bare ws over the same exchanges, both eight at a time; runner, loop and
 * endpoints are processes of their own.
 */
export async function fleet(): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'nbwss-fleet-'));
    const endpoints = spawn(process.execPath, [self, 'serve', String(size), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await once(createInterface({ input: endpoints.stdout }), 'line');
      const run = part('run', String(size), folder);
      writeFileSync(join(folder, 'script.json'), JSON.stringify(await scriptIn(join(folder, 'out'))));
      const loop = part('loop', String(size), folder);
      const ratio = (run.wall / loop.wall).toFixed(2);
      lines.push(
        `${size} groups in one process / plain loop: ${ratio} (${seconds(run.wall)}, peak ${run.peak} MB, ${run.told}, against ${seconds(loop.wall)}, peak ${loop.peak} MB; goal 1.3)`,
      );
    } finally {
      endpoints.stdin.end();
      await once(endpoints, 'close');
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return lines;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

interface Figures {
  /** Milliseconds. */
  readonly wall: number;
  /** MB. */
  readonly peak: number;
  readonly told: string;
}

function part(name: 'run' | 'loop', size: string, folder: string): Figures {
  const { stdout, stderr } = spawnSync(process.execPath, [self, name, size, folder], { encoding: 'utf8' });
  const figures = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!figures.startsWith('{')) throw new Error(`expected figures of ${name}, got ${stderr}`);
  return JSON.parse(figures) as Figures;
}

/** What was sent to the first group of a run, connection by connection, as far as it was answered. */
async function scriptIn(output: string): Promise<Script> {
  const [first] = readIndex(output)?.runs ?? [];
  const { transcripts } = await readRun(join(output, first?.folder ?? ''));
  const scripts = new Map<string, string[]>();
  for (const { entries } of transcripts.values()) {
    const heard = entries.flatMap((entry) => (entry.kind === 'message' && entry.direction === 'received' ? [entry.text] : []));
    for (const entry of entries) {
      if (entry.kind !== 'message' || entry.direction !== 'sent') continue;
      const { id, subType } = JSON.parse(entry.text) as { id: string; subType: string };
      if (subType === 'REQUEST' && heard.some((raw) => raw.includes(id)))
        scripts.set(entry.connection ?? '', [...(scripts.get(entry.connection ?? '') ?? []), entry.text]);
    }
  }
  return [...scripts.values()];
}

async function serve(size: number, folder: string): Promise<void> {
  const authority = await makeAuthority();
  writeFileSync(join(folder, 'ca.pem'), authority.pem);
  const groups = await Promise.all(
    Array.from({ length: size }, async (_none, number) => {
      const group = await startEndpointGroup({ authority, hosts: ['127.0.0.1'], groupId: `group-${number}` });
      writeFileSync(join(folder, `${number}.json`), group.texts[0] ?? '');
      return group;
    }),
  );
  process.stdout.write('ready\n');
  process.stdin.resume();
  await once(process.stdin, 'end');
  await Promise.all(groups.map((group) => group.stop()));
}

const filesOf = (size: number, folder: string): readonly string[] =>
  Array.from({ length: size }, (_none, number) => join(folder, `${number}.json`));

/** The real command line, in this process. */
async function run(size: number, folder: string): Promise<void> {
  const flags = [
    '--quiet',
    '--ca',
    join(folder, 'ca.pem'),
    '--output',
    join(folder, 'out'),
    ...SCENARIOS.flatMap((glob) => ['--select', glob]),
  ];
  process.argv.splice(1, Number.POSITIVE_INFINITY, launcher, 'run', 'endpoint', ...filesOf(size, folder), ...flags);
  await import(launcher);
}

async function loop(size: number, folder: string): Promise<void> {
  const ca = readFileSync(join(folder, 'ca.pem'), 'utf8');
  const script = JSON.parse(readFileSync(join(folder, 'script.json'), 'utf8')) as Script;
  const limit = pLimit(SIDE_BY_SIDE);
  await Promise.all(filesOf(size, folder).map((file) => limit(() => say(readFileSync(file, 'utf8'), ca, script))));
}

async function say(text: string, ca: string, script: Script): Promise<void> {
  const reading = readDescriptor(text);
  if (!reading.ok) throw new Error('expected a descriptor, got something else');
  const { url, token } = reading.descriptor;
  for (const messages of script) {
    const socket = new WebSocket(url, { ca, perMessageDeflate: false });
    await once(socket, 'open');
    for (const raw of messages) {
      const message = raw.replace('⟦token 1⟧', token);
      const { id } = JSON.parse(message) as { id: string };
      const answered = new Promise<void>((resolve) => {
        socket.on('message', function hear(data: Buffer) {
          if ((JSON.parse(data.toString()) as { id: string }).id !== id) return;
          socket.off('message', hear);
          resolve();
        });
      });
      socket.send(message);
      await answered;
    }
    socket.close();
    await once(socket, 'close');
  }
}

/** Tells, when the process ends, what it took. */
function measure(): void {
  const from = performance.now();
  process.on('exit', (code) => {
    const figures: Figures = {
      wall: performance.now() - from,
      peak: Math.round(process.resourceUsage().maxRSS / KIB_PER_MB),
      told: `exit ${code}`,
    };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  });
}

const KIB_PER_MB = 1024;

const [, script, mode, size, folder = ''] = process.argv;
if (script === self && mode === 'serve') await serve(Number(size), folder);
else if (script === self) {
  measure();
  await (mode === 'run' ? run : loop)(Number(size), folder);
}
