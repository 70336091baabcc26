/** What stops a run early: a signal, or the time that the user gave. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 after SIGINT, 143 after SIGTERM and when the time ran out as on an interrupt; undefined when nothing stopped the run. */
  exitCode(): number | undefined;
  dispose(): void;
}

const SIGINT_EXIT = 130;
const SIGTERM_EXIT = 143;

/**
 * Listens for SIGINT and SIGTERM, and for so many seconds to pass; the first ends the run with a whole report, a second signal ends the
 * process at once.
 */
export function interruption(maxSeconds?: number): Interruption {
  const controller = new AbortController();
  let code: number | undefined;
  const stop = (exit: number) => {
    // Not where the time has run out: the run may just be writing its report.
    if (code !== undefined) process.exit(exit);
    code = exit;
    controller.abort();
  };
  const onInt = () => stop(SIGINT_EXIT);
  const onTerm = () => stop(SIGTERM_EXIT);
  process.on('SIGINT', onInt);
  process.on('SIGTERM', onTerm);
  const timer = maxSeconds === undefined ? undefined : setTimeout(() => controller.abort(), maxSeconds * 1000);
  return {
    signal: controller.signal,
    exitCode: () => code,
    dispose: () => {
      clearTimeout(timer);
      process.off('SIGINT', onInt);
      process.off('SIGTERM', onTerm);
    },
  };
}
