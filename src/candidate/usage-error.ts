/** The user asked for something that makes no sense: one sentence with subject, expected, got and next step; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
