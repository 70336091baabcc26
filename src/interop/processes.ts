import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { systemClock } from '../transcript/clock.ts';

/** What a candidate has to end by itself after SIGTERM (contracts.md §5). */
const END_MS = 5_000;

const running = new Set<ChildProcess>();
/** Each is a process group of its own, which no terminal's Ctrl-C reaches: none may outlive us. */
process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});
for (const [name, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) process.on(name, () => process.exit(code));

export interface Started {
  /** True until it ends, by itself or by `end`. */
  isRunning(): boolean;
  /** SIGTERM to its process group, then SIGKILL. */
  end(): Promise<void>;
}

/** Starts a shell line as a process group of its own; its output is added to the file `log`. */
export function start(line: string, cwd: string, env: Readonly<Record<string, string>>, log: string): Started {
  const output = openSync(log, 'a');
  const child = spawn('/bin/sh', ['-c', line], {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return {
    isRunning: () => running.has(child),
    async end() {
      if (!running.has(child)) return;
      const ended = once(child, 'exit');
      signal(child, 'SIGTERM');
      const timer = systemClock.after(END_MS, () => signal(child, 'SIGKILL'));
      await ended;
      timer.cancel();
    },
  };
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // It ended a moment ago.
  }
}

/** Keeps cores busy, a core each, until the function that it gives is called. */
export function startHogs(count: number): () => Promise<void> {
  const hogs = Array.from({ length: count }, () => start(`exec "${process.execPath}" -e "for(;;);"`, '/', {}, '/dev/null'));
  return async () => {
    await Promise.all(hogs.map((hog) => hog.end()));
  };
}
