import { boundOf } from '../../protocol/profile.ts';
import type { RunContext } from '../../scenario/run-context.ts';
import type { EntryBody } from '../../transcript/entry.ts';

/** Opens something, tells what happened, and gives up when the signal aborts; true where it is open. */
export type Opening = (signal: AbortSignal, record: (body: EntryBody) => void) => Promise<boolean>;

/** Runs what opens a connection, or tries to, against its one absolute deadline, and writes the timer entry of that wait. */
export async function openWithin(
  { clock, profile, signal }: RunContext,
  wait: 'opening' | 'probe',
  open: Opening,
  record: (body: EntryBody) => void,
): Promise<boolean> {
  const boundMs = boundOf(wait, profile);
  const giveUp = new AbortController();
  const interrupt = () => giveUp.abort();
  const timer = clock.after(boundMs, interrupt);
  signal.addEventListener('abort', interrupt, { once: true });
  const from = clock.now();
  let opened = false;
  try {
    opened = await open(giveUp.signal, record);
    return opened;
  } finally {
    timer.cancel();
    signal.removeEventListener('abort', interrupt);
    const elapsedMs = Math.round((clock.now() - from) * 1000) / 1000;
    const outcome = opened ? 'came' : signal.aborted ? 'aborted' : giveUp.signal.aborted ? 'expired' : 'ended';
    record({ kind: 'timer', direction: 'local', wait, boundMs, elapsedMs, outcome, of: null, by: null });
  }
}
