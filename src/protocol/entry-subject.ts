import { member } from './codec.ts';
import { plainText } from './plain-text.ts';

/** By what an entry of a notification is known: its object, and the number of a job or the name of an image; null where it has none. */
export function subjectOf(object: unknown, data: unknown): string | null {
  const subject = member(data, object === 'JOB' ? 'jobId' : 'backupId');
  return subject === undefined ? null : `${plainText(object)} ${plainText(subject)}`;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** By what the entries of a NOTIFICATION REQUEST are known. */
export function subjectsIn(message: unknown): readonly string[] {
  return listOf(member(message, 'payload')).flatMap((element) =>
    listOf(member(element, 'data')).flatMap((data) => subjectOf(member(element, 'object'), data) ?? []),
  );
}
