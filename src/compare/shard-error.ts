/** Shards that cannot be merged: a sentence for the user, not an error of ours. */
export class ShardError extends Error {
  override readonly name = 'ShardError';
}
