/** The suites, or the user's choice among them, make no sense: a usage error, never a verdict about the candidate. */
export class CorpusError extends Error {
  override readonly name = 'CorpusError';
}
