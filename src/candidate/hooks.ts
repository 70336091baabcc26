import { spawn } from 'node:child_process';
import type { WiredHooks } from '../peer/netbackup/hook-call.ts';

/** How a hook is reached: an http(s) URL that gets a POST, or a command that gets the JSON on standard input (contracts.md §4). */
export type HookTarget = string | readonly string[];

/** The hooks of an endpoint candidate; each optional. */
export interface Hooks {
  readonly sendCommand?: HookTarget;
  readonly closeConnection?: HookTarget;
}

type HookName = keyof Hooks;

/** More than any COMMAND RESPONSE that we relay. */
const MAX_ANSWER = 1024 * 1024;

/** The hooks as the service peer calls them; a call never throws, and ends at once when `signal` aborts. */
export function wireHooks(hooks: Hooks): WiredHooks {
  const targets = new Map(Object.entries(hooks) as [HookName, HookTarget][]);
  return {
    names: new Set(targets.keys()),
    async call(name, body, signal) {
      const target = targets.get(name);
      if (target === undefined) return { answered: false, why: 'no such hook' };
      try {
        const text = JSON.stringify(body);
        const answer = typeof target === 'string' ? await post(target, text, signal) : await run(target, text, signal);
        return { answered: true, value: JSON.parse(answer) as unknown };
      } catch (error) {
        return { answered: false, why: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

async function post(url: string, body: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal,
    redirect: 'error',
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`status ${response.status}`);
  if (text.length > MAX_ANSWER) throw new Error(`an answer of ${text.length} characters`);
  return text;
}

function run([command = '', ...args]: readonly string[], body: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], signal });
    let text = '';
    child.stdout.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
      if (text.length > MAX_ANSWER) child.kill();
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`exit code ${code}`))));
    child.stdin.on('error', () => {});
    child.stdin.end(body);
  });
}
