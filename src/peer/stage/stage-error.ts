/** Tells that our endpoints cannot stand where they have to. */
export class StageError extends Error {
  override readonly name = 'StageError';

  constructor(address: string, got: string) {
    super(
      `${address}: expected a loopback address to listen at, got ${got}; each endpoint of the stage needs one of its own, so add 127.0.0.2 to 127.0.0.80 to the loopback interface.`,
    );
  }
}
