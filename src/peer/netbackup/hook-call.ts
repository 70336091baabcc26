import { boundOf } from '../../protocol/profile.ts';
import type { RunContext } from '../../scenario/run-context.ts';
import type { HookName } from '../../scenario/service-peer.ts';
import type { Recorder } from '../../transcript/recorder.ts';

/** What came of calling a hook. */
export type HookOutcome =
  | { readonly answered: true; readonly value: unknown }
  | { readonly answered: false; readonly why: string };

/** The hooks that the user has wired, and how one is called. */
export interface WiredHooks {
  readonly names: ReadonlySet<HookName>;
  call(name: HookName, body: unknown, signal: AbortSignal): Promise<HookOutcome>;
}

export const noHooks: WiredHooks = { names: new Set(), call: async () => ({ answered: false, why: 'no such hook' }) };

/** What a call needs around it. */
export interface Calling {
  readonly run: RunContext;
  readonly hooks: WiredHooks;
  /** The transcript of the scenario that calls, whichever is open when the hook answers. */
  readonly recorder: Recorder;
  /** Settles when the connection has ended that the call is about: what is not answered a moment later never is. */
  readonly ended: Promise<void>;
}

/** Between the end of a connection and the answer of the hook that ended it; ours. */
const AFTER_THE_END_MS = 1_000;

/** Calls a hook and records both sides of it; gives up quietly when its time is over. */
export async function callAndRecord(name: HookName, body: unknown, call: number, calling: Calling): Promise<void> {
  const { run, hooks, recorder, ended } = calling;
  const { clock, profile, signal } = run;
  recorder.record({ kind: 'hook', direction: 'sent', hook: name, call, body: recorder.redact(JSON.stringify(body)) });
  const giveUp = new AbortController();
  const timer = clock.after(boundOf('hook', profile), () => giveUp.abort());
  const interrupt = () => giveUp.abort();
  signal.addEventListener('abort', interrupt, { once: true });
  const timers = [timer];
  void ended.then(() => timers.push(clock.after(AFTER_THE_END_MS * profile.timeScale, () => giveUp.abort())));
  const outcome = await hooks.call(name, body, giveUp.signal);
  for (const one of timers) one.cancel();
  signal.removeEventListener('abort', interrupt);
  const text = outcome.answered ? recorder.redact(JSON.stringify(outcome.value) ?? 'null') : null;
  const detail = outcome.answered ? '' : recorder.redact(outcome.why);
  recorder.record({ kind: 'hook', direction: 'received', hook: name, call, body: text, detail });
}
