/** An application asks back within a round trip and what its own work takes. */
const SILENCE_MS = 500;
/** One that never stops talking is not waited for. */
const PATIENCE_MS = 5_000;

/** Knows whether anything is still said. */
export interface QuietWatch {
  /** Something was said. */
  broken(): void;
  /** Resolves when nothing has been said for half a second, or after five. */
  fallen(): Promise<void>;
}

export function quietWatch(): QuietWatch {
  let latest = performance.now();
  return {
    broken: () => {
      latest = performance.now();
    },
    fallen: () => {
      const until = performance.now() + PATIENCE_MS;
      return new Promise((resolve) => {
        const look = () => {
          const rest = Math.min(latest + SILENCE_MS, until) - performance.now();
          if (rest <= 0) resolve();
          else setTimeout(look, rest);
        };
        look();
      });
    },
  };
}
