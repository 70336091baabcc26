import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bin/nbwss-conformance.js', import.meta.url));
/** For a machine that is held up; nothing that is waited for takes that long. */
const PATIENCE_MS = 20_000;

/** The real binary while it runs, as a user at a terminal has it. */
export interface Running {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Types a line. */
  type(line: string): void;
  /** Waits until standard output matches. */
  until(what: RegExp): Promise<RegExpExecArray>;
  /** The exit code, once all its output has come. */
  readonly ended: Promise<number | null>;
}

export function running(
  args: readonly string[],
  { cwd, env }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Running {
  const child = spawn(process.execPath, [launcher, ...args], { cwd, env: { ...process.env, NO_COLOR: '1', ...env } });
  let [stdout, stderr] = ['', ''];
  let look = () => {};
  child.stdin.on('error', () => {});
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString();
    look();
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const until = (what: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const fail = () => reject(new Error(`expected ${what}, got:\n${stdout}\n${stderr}`));
      const timer = setTimeout(fail, PATIENCE_MS);
      look = () => {
        const found = what.exec(stdout);
        if (found === null) return;
        clearTimeout(timer);
        resolve(found);
      };
      look();
      void ended.then(fail);
    });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    type: (line) => void child.stdin.write(`${line}\n`),
    until,
    ended,
  };
}
