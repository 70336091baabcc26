/** More messages, control frames or bytes than this on one connection is a flood (reliability.md H20). */
const MOST_MESSAGES = 5_000;
/** Answers to one message or ping of ours that are not yet a flood: whoever is asked much may answer much. */
const ANSWERS = 4;
const MOST_BYTES = 64 * 1024 * 1024;
/** Whoever sends each byte of a message of 64 KiB in a frame of its own has sent fewer; each is kept by its header. */
const MOST_FRAMES = 100_000;

/** Counts what a candidate sends on one connection; each count says whether that is a flood by now. */
export class FloodGuard {
  #asked = 0;
  #messages = 0;
  #controls = 0;
  #bytes = 0;
  #frames = 0;

  /** We have sent something that may be answered. */
  asked(): void {
    this.#asked += 1;
  }

  message(bytes: number): boolean {
    this.#messages += 1;
    this.#bytes += bytes;
    return this.#messages > MOST_MESSAGES + ANSWERS * this.#asked || this.#bytes > MOST_BYTES;
  }

  control(): boolean {
    this.#controls += 1;
    return this.#controls > MOST_MESSAGES + ANSWERS * this.#asked;
  }

  frames(count: number): boolean {
    this.#frames += count;
    return this.#frames > MOST_FRAMES;
  }
}
