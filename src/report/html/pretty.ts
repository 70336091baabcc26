/** Nesting that no message of the protocol comes near; beyond it a text is shown as it came. */
const DEEPEST = 40;
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Lays a JSON text out by line feeds and tabs; only white space between its tokens changes, so that numbers, escapes and duplicate
 * members stay as they were written. What is no JSON object or array stays as it is.
 */
export function pretty(text: string): string {
  const start = text.trimStart()[0];
  if ((start !== '{' && start !== '[') || !isJson(text)) return text;
  let depth = 0;
  let laid = '';
  let last = '';
  const line = () => `\n${'\t'.repeat(depth)}`;
  for (const [part] of text.matchAll(token)) {
    const isEnd = part === '}' || part === ']';
    if (isEnd) depth -= 1;
    if (depth > DEEPEST) return text;
    const isAfterOpening = last === '{' || last === '[';
    if (isEnd ? !isAfterOpening : isAfterOpening || last === ',') laid += line();
    laid += part === ':' ? ': ' : part;
    if (part === '{' || part === '[') depth += 1;
    last = part;
  }
  return laid;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
