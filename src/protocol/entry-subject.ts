import { member } from './codec.ts';
import { entriesMeantIn } from './notification-entries.ts';
import { plainText } from './plain-text.ts';

/** By what an entry of a notification is known: its object, and the number of a job or the name of an image; null where it has none. */
export function subjectOf(object: unknown, data: unknown): string | null {
  const subject = member(data, object === 'JOB' ? 'jobId' : 'backupId');
  return subject === undefined ? null : `${plainText(object)} ${plainText(subject)}`;
}

/** By what the entries of a NOTIFICATION REQUEST are known, leniently read. */
export const subjectsIn = (message: unknown): readonly string[] =>
  entriesMeantIn(member(message, 'payload')).flatMap(({ object, data }) => subjectOf(object, data) ?? []);
