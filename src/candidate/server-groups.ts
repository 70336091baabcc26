import { createHash } from 'node:crypto';
import { groupBy } from '../protocol/group-by.ts';
import type { EndpointCandidate } from './endpoint-candidate.ts';

/** The endpoints of one server group: a candidate by itself. */
export interface GroupCandidate extends EndpointCandidate {
  readonly groupId: string;
  /** Of its own within the output folder: nothing of what the candidate chose but letters and digits. */
  readonly folder: string;
}

/** Sorts descriptors by server group. One that could not be fetched has no group: it goes with the only one, or stands alone. */
export function groupsOf(candidate: EndpointCandidate): readonly GroupCandidate[] {
  const known = new Set(candidate.descriptors.flatMap(({ reading }) => (reading.ok ? [reading.descriptor.groupId] : [])));
  const [only] = known.size === 1 ? known : [];
  const groups = groupBy(candidate.descriptors, ({ reading, source }) =>
    reading.ok ? reading.descriptor.groupId : (only ?? source),
  );
  return [...groups].map(([groupId, descriptors]) => ({ ...candidate, groupId, folder: folderOf(groupId), descriptors }));
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
