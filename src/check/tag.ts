/** What is unusual about a generated case; a case without one is usual. */
export const tags = [
  'large',
  'extra-member',
  'unknown-value',
  'layout',
  'fragments',
  'non-ascii',
  'big-integer',
  'batch',
  'deviation',
] as const;
export type Tag = (typeof tags)[number];
