import { createHash } from 'node:crypto';
import { member } from '../protocol/codec.ts';
import { parsedJson } from '../protocol/parsed-json.ts';
import type { Clock } from './clock.ts';
import type { Entry, EntryBody, EntryOf, FrameHeader, Transcript, TranscriptHeader } from './entry.ts';
import { type Marking, marking } from './mark.ts';
import type { Redactor } from './redactor.ts';

/** How much of one message a transcript keeps, in UTF-16 units. */
export const KEPT_TEXT = 64 * 1024;
/** Of one transcript; beyond it a flood goes on, of which the beginning of each message shows enough. */
const KEPT_IN_ALL = 64 * 1024 * 1024;
const KEPT_OF_A_FLOOD = 256;

/** A data message on its way into the transcript. */
export interface RecordedMessage {
  readonly direction: 'sent' | 'received';
  readonly text: string;
  readonly bytes: number;
  readonly binary: boolean;
  readonly frames: readonly FrameHeader[];
  readonly deviation?: string | undefined;
  readonly provokes?: true | undefined;
  /** True for our own text that holds placeholders in the place of its secrets already. */
  readonly isRedacted?: boolean;
}

/** Called with each entry as it is recorded: the live trace. */
export type EntryListener = (entry: Entry, header: TranscriptHeader) => void;

/** The append-only record of one scenario; everything in it is redacted before it is kept. */
export class Recorder {
  #header: TranscriptHeader;
  readonly #entries: Entry[] = [];
  readonly #clock: Clock;
  readonly #zero: number;
  readonly #redactor: Redactor;
  readonly #listener: EntryListener | undefined;
  /** Characters of messages that are kept so far. */
  #kept = 0;

  /** `zero` is the run's monotonic zero, so that entries of different transcripts can be put in order. */
  constructor(header: TranscriptHeader, clock: Clock, zero: number, redactor: Redactor, listener?: EntryListener) {
    this.#header = header;
    this.#clock = clock;
    this.#zero = zero;
    this.#redactor = redactor;
    this.#listener = listener;
  }

  get header(): TranscriptHeader {
    return this.#header;
  }

  /** Names what is known only after the transcript has begun: its endpoints, and properties that are not those of the profile. */
  seat(seated: Pick<TranscriptHeader, 'group' | 'properties'>): void {
    this.#header = { ...this.#header, ...seated };
  }

  get transcript(): Transcript {
    return { header: this.#header, entries: this.#entries };
  }

  /** Milliseconds since the run began. */
  elapsed(): number {
    return Math.round((this.#clock.now() - this.#zero) * 1000) / 1000;
  }

  record(body: EntryBody, connection?: string): Entry {
    // Two copies of an object cost more than everything else here: the body is given once and spread once.
    const [n, at] = [this.#entries.length + 1, this.elapsed()];
    const entry: Entry = connection === undefined ? { n, at, ...body } : { n, at, connection, ...body };
    this.#entries.push(entry);
    this.#listener?.(entry, this.#header);
    return entry;
  }

  /** Records a data message: redacted, cut to {@link KEPT_TEXT} with its full length and digest. */
  message(fact: RecordedMessage, connection: string): Entry {
    const { deviation, provokes, isRedacted = false, ...rest } = fact;
    const text = isRedacted ? fact.text : this.#redactor.redact(fact.text);
    const extra = { ...(deviation === undefined ? {} : { deviation }), ...(provokes === undefined ? {} : { provokes }) };
    this.#kept += Math.min(text.length, KEPT_TEXT);
    const most = this.#kept > KEPT_IN_ALL ? KEPT_OF_A_FLOOD : KEPT_TEXT;
    if (text.length <= most) return this.record({ kind: 'message', ...rest, ...extra, text }, connection);
    const sha256 = createHash('sha256').update(fact.text).digest('hex');
    const cut = { sha256, ...envelopeOf(text) };
    return this.record({ kind: 'message', ...rest, ...extra, text: text.slice(0, most), cut }, connection);
  }

  /** Any other text from the wire, redacted. */
  redact(text: string): string {
    return this.#redactor.redact(text);
  }

  readonly mark: Marking<Entry> = marking((body) => this.record(body));
}

function envelopeOf(text: string): Omit<NonNullable<EntryOf<'message'>['cut']>, 'sha256'> {
  const message = parsedJson(text);
  const of = (name: string) => scalar(member(message, name));
  return { type: of('type'), subType: of('subType'), id: of('id'), valid: scalar(member(member(message, 'payload'), 'valid')) };
}

const scalar = (value: unknown): unknown =>
  typeof value === 'boolean' || (typeof value === 'string' && value.length <= 256) ? value : null;
