import { plainText } from '../protocol/plain-text.ts';
import type { MessageFact } from './fact.ts';
import { pass, type Violation, violation } from './outcome.ts';
import type { Check, View } from './view.ts';
import { received } from './view.ts';

/** What is wrong with one message, in the words of its failure. */
export interface Problem {
  readonly reason: string;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

/** A value as a failure message shows it: JSON, at most 80 characters. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'object' ? plainText(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/**
 * A check of each message that the candidate sent and that `applies` picks: `problemOf` gives what is wrong with it. The first
 * problem is told, and the entries that have the same one; a pass cites every message that it judged.
 */
export function everyMessage(
  applies: (message: MessageFact, view: View) => boolean,
  problemOf: (message: MessageFact, view: View) => Problem | undefined,
  source: (view: View) => readonly MessageFact[] = received,
): Check {
  return (view) => {
    const judged = source(view).filter((message) => applies(message, view));
    if (judged.length === 0) return null;
    return firstProblem(judged, (message) => problemOf(message, view)) ?? pass(judged.map(({ ref }) => ref));
  };
}

/** The violation that a list of messages shows, undefined where each is in order. */
export function firstProblem(
  judged: readonly MessageFact[],
  problemOf: (message: MessageFact) => Problem | undefined,
): Violation | undefined {
  let told: Problem | undefined;
  const showing: MessageFact[] = [];
  for (const message of judged) {
    const problem = problemOf(message);
    if (problem === undefined) continue;
    told ??= problem;
    if (problem.reason === told.reason) showing.push(message);
  }
  if (told === undefined) return undefined;
  const times = showing.length > 1 ? ` (${showing.length} messages)` : '';
  const refs = showing.map(({ ref }) => ref);
  return violation(told.reason, `${told.message}${times}`, told.expected, told.actual, refs);
}
