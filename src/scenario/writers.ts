type Message = Readonly<Record<string, unknown>>;

/** With line breaks, tabs and spaces, as a person would print it. */
export const writePretty = (message: Message): string => JSON.stringify(message, null, '\t').replaceAll('\n', '\r\n');

/** With the members of every object in reverse order. */
export const writeShuffled = (message: Message): string => JSON.stringify(reversed(message));

/** With every character beyond ASCII, and every slash, escaped. */
export const writeEscaped = (message: Message): string =>
  JSON.stringify(message)
    .replaceAll('/', '\\/')
    .replace(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** With one member more in the envelope. */
export const withMember =
  (name: string, value: unknown) =>
  (message: Message): string =>
    JSON.stringify({ ...message, [name]: value });

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}
