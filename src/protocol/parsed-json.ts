/** What a text says as JSON; undefined where it is not JSON. For a message of the wire, of which more is told, `decode` is there. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
