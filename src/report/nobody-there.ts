import { checksOf } from '../result/checks-of.ts';
import { isOfDescriptor } from '../result/of-descriptor.ts';
import type { Result } from '../result/result.ts';
import { isMet } from '../result/verdict.ts';

/** Reasons that say that nobody was there, as against somebody who answered wrongly (contracts.md §2). */
const nobody: ReadonlySet<string> = new Set(['unreachable', 'handshake-silent', 'silent', 'unavailable']);

/** The one sentence that explains a run in which nothing could be judged because nobody was there; null for any other run. */
export function nobodyThere(result: Result): string | null {
  const met = checksOf(result).filter(({ requirement, verdict }) => verdict === 'fail' || !isOfDescriptor(requirement));
  if (met.some(({ verdict }) => isMet(verdict))) return null;
  const told = met.filter(({ reason }) => nobody.has(reason ?? '')).map(({ message }) => message);
  // The dialog tells the same under its own name for the error; in its company the bare cause says enough.
  const causes = new Set(new Set(told).size === 1 ? told : told.map((message) => message.replace(/^.*?: (?=nobody )/, '')));
  const [cause] = causes;
  return cause !== undefined && causes.size === 1 ? `Nothing could be judged: ${cause.replace(/\.$/, '')}.` : null;
}
