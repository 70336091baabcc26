/**
 * A value that came as JSON as one text, whatever it is; never throws. `String` would ask a member called toString, which a candidate
 * can make anything, and neither it nor JSON gets to the bottom of what is nested ten thousand deep.
 */
export function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}
