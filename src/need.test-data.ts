/**
 * Skips a test for which something is not there on this machine, with a sentence that says what to install. Where every test must
 * run (`NBWSS_TESTS=complete`, as in .ci/run), it fails by the same sentence instead.
 */
export function need({ skip }: { readonly skip: (sentence: string) => unknown }, isThere: boolean, sentence: string): void {
  if (isThere) return;
  if (process.env['NBWSS_TESTS'] === 'complete') throw new Error(sentence);
  skip(sentence);
}
