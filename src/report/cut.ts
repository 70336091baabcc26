/** Cuts a text to at most `columns` code points, the last of which is then an ellipsis. */
export function cut(text: string, columns: number): string {
  // A code point is at most two units, so this much decides, and a message of megabytes is not taken apart.
  const points = [...text.slice(0, 2 * columns + 2)];
  return points.length <= columns ? text : `${points.slice(0, Math.max(0, columns - 1)).join('')}…`;
}
