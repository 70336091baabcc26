import { WaitEnded } from '../scenario/service-peer.ts';
import type { Clock, Timer } from '../transcript/clock.ts';
import type { Recorder } from '../transcript/recorder.ts';

/** A drive that outlasts this has lost a wait: an error of ours, never the candidate's. */
const DRIVE_LIMIT_MS = 180_000;

/** After an interrupt our own waits end at once; a drive that goes on has one of its own, and whoever interrupted waits for a report. */
const INTERRUPT_GRACE_MS = 3_000;

/** Carries out a drive to its end, or to the wait that ended it, and notes which; true where nothing cut it short. */
export async function carryOutDrive(
  drive: Promise<void>,
  recorder: Recorder,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const timers: Timer[] = [];
  let onAbort = () => {};
  const limit = new Promise<never>((_resolve, reject) => {
    const overrun = () => reject(new Error(`the drive took longer than ${DRIVE_LIMIT_MS / 1000} s`));
    timers.push(clock.after(DRIVE_LIMIT_MS, overrun));
    const outlasted = () => reject(new WaitEnded('the drive went on after an interrupt'));
    onAbort = () => void timers.push(clock.after(INTERRUPT_GRACE_MS, outlasted));
  });
  // A signal of its own: as many drives as are under way side by side listen for one, which Node would take for a leak.
  const interrupt = AbortSignal.any([signal]);
  if (interrupt.aborted) onAbort();
  else interrupt.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([drive, limit]);
    recorder.mark('drive-ended', 'done');
    return true;
  } catch (error) {
    if (error instanceof WaitEnded) recorder.mark('drive-ended', signal.aborted ? 'interrupted' : `wait-ended: ${error.message}`);
    else recorder.mark('drive-ended', `error: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    interrupt.removeEventListener('abort', onAbort);
    for (const timer of timers) timer.cancel();
  }
}
