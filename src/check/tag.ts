/** What is unusual about a generated case; a case without one is usual. */
export const tags = [
  'extra-member',
  'unknown-value',
  'large',
  'layout',
  'fragments',
  'non-ascii',
  'big-integer',
  'batch',
  'deviation',
] as const;
export type Tag = (typeof tags)[number];

const rows: Readonly<Partial<Record<Tag, string>>> = {
  'extra-member': 'MSG-021',
  'unknown-value': 'NTF-031',
  large: 'NTF-033',
  layout: 'MSG-018',
  fragments: 'MSG-019',
  'non-ascii': 'MSG-019',
  batch: 'NTF-030',
};

/** The row that a notification is charged to by what is unusual about it: the mildest that fits, ACK-001 for a usual one. */
export function rowOf(carried: readonly Tag[]): string {
  const tag = tags.find((one) => carried.includes(one) && rows[one] !== undefined);
  return (tag === undefined ? undefined : rows[tag]) ?? 'ACK-001';
}
