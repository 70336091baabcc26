/** A timer takes 31 bits of milliseconds; one that is set to more rings at once. */
export const MOST_SECONDS = 2_147_483;

/** A signal that is aborted with another one, or when the time is up. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  dispose(): void;
}

/** Begins to count so many seconds; undefined for no limit. */
export function timeLimit(seconds: number | undefined, signal: AbortSignal | undefined): TimeLimit {
  const controller = new AbortController();
  const timer = seconds === undefined ? undefined : setTimeout(() => controller.abort(), seconds * 1000);
  return {
    signal: signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]),
    dispose: () => clearTimeout(timer),
  };
}
