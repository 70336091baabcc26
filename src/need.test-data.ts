/** The part of a test's context that is used here. */
export interface Skippable {
  readonly skip: (sentence: string) => unknown;
  readonly task: { readonly meta: { skipped?: string } };
}

declare module 'vitest' {
  interface TaskMeta {
    /** Why the test was skipped; `npm test` tells it at its end. */
    skipped?: string;
  }
}

/**
 * Skips a test for which something is not there on this machine, with a sentence that says what to install. Where every test must
 * run (`NBWSS_TESTS=complete`, as in .ci/run), it fails by the same sentence instead.
 */
export function need({ skip, task }: Skippable, isThere: boolean, sentence: string): void {
  if (isThere) return;
  if (process.env['NBWSS_TESTS'] === 'complete') throw new Error(sentence);
  task.meta.skipped = sentence;
  skip(sentence);
}
