import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What the real binary said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BinaryOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each piece of standard output, and a way to send a signal. */
  readonly onOutput?: (text: string, signal: (name: NodeJS.Signals) => void) => void;
}

const launcher = fileURLToPath(new URL('../../bin/nbwss-conformance.js', import.meta.url));

/** Runs the launcher as a user would, from the built package. */
export function binary(args: readonly string[], { cwd, input, env, onOutput }: BinaryOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env } });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
      onOutput?.(stdout, (name) => child.kill(name));
    });
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}
