import { member } from '../../protocol/codec.ts';
import { subjectOf } from '../../protocol/entry-subject.ts';
import { entriesMeantIn } from '../../protocol/notification-entries.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { StagedEvent } from '../../scenario/stage.ts';

/** What is told of it: the state of the job, or what was done with the image. */
const newsOf = (object: unknown, data: unknown): string =>
  `${subjectOf(object, data)} ${plainText(member(data, object === 'JOB' ? 'state' : 'operationId'))}`;

/** The events of one scenario, by which it knows the entries that are its own: an event concerns every group (contracts.md §5). */
export class OwnEntries {
  readonly #subjects = new Set<string | null>();
  readonly #news = new Set<string>();

  add({ object, data }: StagedEvent): void {
    this.#subjects.add(subjectOf(object, data));
    this.#news.add(newsOf(object, data));
  }

  /** True for a NOTIFICATION REQUEST that holds at least one of them. */
  isIn(message: unknown): boolean {
    return entriesMeantIn(member(message, 'payload')).some(({ object, data }) => {
      const subject = subjectOf(object, data);
      return subject !== null && this.#subjects.has(subject);
    });
  }

  /** What a NOTIFICATION REQUEST tells. */
  newsIn(message: unknown): readonly string[] {
    return entriesMeantIn(member(message, 'payload')).map(({ object, data }) => newsOf(object, data));
  }

  /** True where everything was told so far. */
  areAllIn(told: ReadonlySet<string>): boolean {
    return [...this.#news].every((news) => told.has(news));
  }
}
