import { type PrescanFinding, prescan } from './prescan.ts';

/** A data message as far as it could be understood: an object, another JSON value, or text that is not JSON. */
export type Decoded =
  | { readonly kind: 'object'; readonly value: Readonly<Record<string, unknown>>; readonly findings: readonly PrescanFinding[] }
  | { readonly kind: 'value'; readonly value: unknown; readonly findings: readonly PrescanFinding[] }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly findings: readonly PrescanFinding[] };

const fatal = new Set<PrescanFinding['kind']>(['too-large', 'too-deep']);

/**
 * Reads the raw text of a message without ever throwing; depth, size, duplicate members and unsafe numbers are found on the
 * raw text first, since a parser hides them (guide §1.4, RFC 4627).
 */
export function decode(text: string): Decoded {
  const findings = prescan(text);
  const stop = findings.find((finding) => fatal.has(finding.kind));
  if (stop !== undefined) return { kind: 'unreadable', problem: stop.kind.replaceAll('-', ' '), findings };
  try {
    // A byte order mark is told by its finding; what follows it can still be understood.
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return isObject(value) ? { kind: 'object', value, findings } : { kind: 'value', value, findings };
  } catch (error) {
    return { kind: 'unreadable', problem: withoutText(error instanceof Error ? error.message : ''), findings };
  }
}

/** What the parser of node says quotes the text, which may be a secret (reliability.md §5). */
function withoutText(problem: string): string {
  if (problem === '') return 'not JSON';
  return problem.endsWith(' is not valid JSON') ? (/^Unexpected token '.{1,2}'/s.exec(problem)?.[0] ?? 'not JSON') : problem;
}

/** True for a JSON object: not an array, not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member of a decoded object; inherited names such as `constructor` are absent, as they are on the wire. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
