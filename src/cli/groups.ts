import { createHash } from 'node:crypto';
import type { Candidate } from '../api/candidate.ts';
import { readDescriptor } from '../protocol/descriptor.ts';
import { groupBy } from '../protocol/group-by.ts';

/** The endpoints of one server group: a candidate by itself. */
export interface CandidateGroup {
  readonly groupId: string;
  /** Of its own within the output folder: nothing of what the candidate chose but letters and digits. */
  readonly folder: string;
  /** The arguments that named its descriptors. */
  readonly files: readonly string[];
  readonly candidate: Candidate;
}

/** Sorts descriptors by server group. One that could not be fetched has no group: it goes with the only one, or stands alone. */
export function groupsOf(files: readonly string[], candidate: Candidate): readonly CandidateGroup[] {
  const read = candidate.sources.map((source, index) => {
    const reading = readDescriptor(source.text);
    return { source, file: files[index] ?? source.source, descriptor: reading.ok ? reading.descriptor : null };
  });
  const known = [...new Set(read.flatMap(({ descriptor }) => (descriptor === null ? [] : [descriptor.groupId])))];
  const idOf = ({ descriptor, file }: (typeof read)[number]) =>
    descriptor?.groupId ?? (known.length === 1 ? (known[0] ?? file) : file);
  return [...groupBy(read, idOf)].map(([groupId, own]) => ({
    groupId,
    folder: folderOf(groupId),
    files: own.map(({ file }) => file),
    candidate: {
      ...candidate,
      descriptors: own.flatMap(({ descriptor }) => (descriptor === null ? [] : [descriptor])),
      sources: own.map(({ source }) => source),
    },
  }));
}

/** In characters: enough to know a group by, short enough for any file system. */
const [SLUG, HASH] = [40, 8];

function folderOf(groupId: string): string {
  const slug = groupId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, SLUG);
  const hash = createHash('sha256').update(groupId).digest('hex').slice(0, HASH);
  return slug === '' ? hash : `${slug}-${hash}`;
}
