import { boundOf, type WaitName } from '../protocol/profile.ts';
import type { RunContext } from '../scenario/run-context.ts';
import type { Entry, WaitOutcome } from '../transcript/entry.ts';
import type { Recorder } from '../transcript/recorder.ts';

/** A run as a connection or an endpoint is part of it. */
export interface RecordedRun extends RunContext {
  /** That of the transcript which is open. */
  readonly recorder: () => Recorder;
}

/** Why a signal aborts where there is nobody left to wait for: the waits then end as if a connection had ended. */
export const CANDIDATE_GONE = 'the candidate is gone';

/** Ends a wait; `by` is the message that was taken for what was waited for. */
export type Settle = (outcome: WaitOutcome, by?: Entry) => void;

/** The waits of one connection, of one endpoint of the stage, or of none in particular: each has its bound from the profile, and leaves a timer entry when it is over. */
export class PeerWaits {
  readonly #run: RecordedRun;
  readonly #connection: string | undefined;
  readonly #where: { readonly place?: number };
  readonly #pending = new Set<Settle>();

  constructor(run: RecordedRun, of: { readonly connection?: string; readonly place?: number } = {}) {
    this.#run = run;
    this.#connection = of.connection;
    this.#where = of.place === undefined ? {} : { place: of.place };
  }

  /** Runs one wait: `begin` gets what settles it, and may give what is to be undone when it expires. */
  run(wait: WaitName, of: Entry | null, begin: (settle: Settle) => (() => void) | undefined): Promise<WaitOutcome> {
    // The transcript in which it began, whichever is open when it ends.
    const recorder = this.#run.recorder();
    const { clock, profile, signal } = this.#run;
    const boundMs = boundOf(wait, profile);
    const from = clock.now();
    return new Promise((resolve) => {
      const settle: Settle = (outcome, by) => {
        if (!this.#pending.delete(settle)) return;
        timer.cancel();
        const elapsedMs = Math.round((clock.now() - from) * 1000) / 1000;
        const links = { of: of?.n ?? null, by: by?.n ?? null, ...this.#where };
        recorder.record({ kind: 'timer', direction: 'local', wait, boundMs, elapsedMs, outcome, ...links }, this.#connection);
        resolve(outcome);
      };
      const timer = clock.after(boundMs, () => {
        settle('expired');
        undo?.();
      });
      this.#pending.add(settle);
      const undo = begin(settle);
      if (signal.aborted) settle(this.#cutShort());
    });
  }

  /** Ends every wait at once: the signal was aborted. */
  abort(): void {
    for (const settle of [...this.#pending]) settle(this.#cutShort());
  }

  #cutShort(): WaitOutcome {
    return this.#run.signal.reason === CANDIDATE_GONE ? 'ended' : 'aborted';
  }
}
