/** A service that fails at one thing leaves it and goes on: what it did not do is what is judged. */
export function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
