/** A folder that is not ours to write into, or a run that cannot be read. */
export class RunFolderError extends Error {
  override readonly name = 'RunFolderError';
}
