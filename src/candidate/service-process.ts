import { type ChildProcess, spawn } from 'node:child_process';
import { atExit } from './at-exit.ts';

/** What a service candidate is told of its surroundings (contracts.md §5). */
export interface CandidateEnvironment {
  readonly home: string;
  readonly apiUrl: string;
}

/** A service candidate that runs. */
export interface RunningService {
  /** Tells it of events; lost where it is gone. */
  write(lines: string): void;
  /** Settles when it has ended, asked or not, with how it ended in a few words. */
  readonly ended: Promise<string>;
  /** The end of what it has said on standard output and standard error, at most 64 KiB. */
  readonly output: () => string;
  /** Ends it: end of input and SIGTERM, and SIGKILL to its process group five seconds later. */
  stop(): Promise<void>;
}

/** Starts a service candidate: a process of its own, or in selftest the reference within this one. */
export type StartService = (environment: CandidateEnvironment) => RunningService;

const KEPT_OUTPUT = 64 * 1024;
/** A candidate ends within this of the end of its input or SIGTERM (contracts.md §5). */
const END_MS = 5_000;

/** Spawns a command without a shell, in a process group of its own; ours is all that it inherits but for our own tokens. */
export function serviceCommand([command = '', ...args]: readonly string[]): StartService {
  return ({ home, apiUrl }) => {
    const child = spawn(command, args, {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...withoutTokens(process.env), NBWSS_HOME: home, NBWSS_API_URL: apiUrl },
    });
    let output = '';
    const keep = (piece: Buffer) => {
      output = `${output}${piece.toString('utf8')}`.slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.stdin.on('error', () => {});
    const forget = atExit(() => signalGroup(child, 'SIGKILL'));
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`it could not be started (${error.message})`));
      child.once('exit', (code, signal) => resolve(signal === null ? `status ${code}` : `signal ${signal}`));
    });
    return {
      write: (lines) => void child.stdin.write(lines),
      ended,
      output: () => output,
      stop: () => stop(child, ended).finally(forget),
    };
  };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.stdin?.end();
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), END_MS);
  await ended;
  clearTimeout(timer);
  // What it has started itself may have outlived it, or have gone into a session of its own with our ends of its pipes.
  signalGroup(child, 'SIGKILL');
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

/** A variable that may hold a secret of ours, by its name. */
const isSecret = (name: string): boolean => /TOKEN|SECRET|PASSWORD|CREDENTIAL|API_?KEY/i.test(name);

const withoutTokens = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)));
