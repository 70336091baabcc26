import type { Result } from '../result/result.ts';

/** What the gate says of a run, a line each: what its baseline accepts and why, what is not so, and the sum; none without a gate. */
export function gateLines({ baseline }: Result): readonly string[] {
  if (baseline === null) return [];
  const { file, strict, accepted, open, notSelected, complaints } = baseline;
  const amounts = [
    ...(file === null ? [] : [`${accepted.length} accepted`]),
    `${open.length} red and not accepted`,
    ...(notSelected.length === 0 ? [] : [`${notSelected.length} not selected`]),
    ...(complaints.length === 0 ? [] : [`${complaints.length} wrong in the baseline`]),
  ];
  return [
    ...accepted.map(({ check, reason }) => `accepted: ${check}: ${reason}`),
    ...complaints,
    `gate: ${[...(file === null ? [] : [`baseline ${file}`]), ...(strict ? ['strict'] : [])].join(', ')}: ${amounts.join(', ')}`,
  ];
}
