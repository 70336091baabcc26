import { member } from '../../protocol/codec.ts';
import { type Exchange, shown } from '../exchange.ts';
import { objectOf } from '../fact.ts';
import type { Reference } from '../outcome.ts';
import type { View } from '../view.ts';

/** What a CONNECT REQUEST of ours presented: the token of which place, and in which altered form (null: as it is). */
export interface Presentation {
  readonly exchange: Exchange;
  readonly place: number | null;
  readonly form: string | null;
}

const placeholder = /^⟦token (\d+)(?:, ([^⟧]+))?⟧$/;

export function presentations(view: View): readonly Presentation[] {
  return view.exchanges
    .filter(({ type }) => type === 'CONNECT')
    .map((exchange) => {
      const token = member(member(objectOf(exchange.request), 'payload'), 'token');
      const found = typeof token === 'string' ? placeholder.exec(token) : null;
      // A token of another endpoint is presented on purpose: it is neither this one's nor a wrong one (AMB-12).
      if (found !== null && exchange.request.entry.deviation !== undefined) return { exchange, place: null, form: FOREIGN };
      if (found !== null) return { exchange, place: Number(found[1]), form: found[2] ?? null };
      return { exchange, place: null, form: token === undefined ? 'missing' : token === '' ? 'empty' : 'not a token' };
    });
}

export const good = (view: View): readonly Presentation[] =>
  presentations(view).filter(({ place, form }) => place !== null && form === null);

/** A token in a form that it was never given out in. */
export const isWrong = ({ place, form }: Presentation): boolean => place !== null && form !== null && !nearMisses.has(form);
export const nearMisses: ReadonlySet<string> = new Set(['outer-space', 'base64-padding', 'hex-case']);
export const isNone = ({ place, form }: Presentation): boolean => place === null && form !== FOREIGN;
export const FOREIGN = 'of another endpoint';

export const isAnswered = ({ exchange }: Presentation): boolean => exchange.end === 'answered';
const answerOf = ({ exchange }: Presentation) => exchange.answers[0];
export const saidOf = (presentation: Presentation): unknown => {
  const answer = answerOf(presentation);
  if (answer === undefined) return undefined;
  const { cut } = answer.message.entry;
  return cut === undefined ? objectOf(answer.message) : { payload: { valid: cut.valid } };
};
export const validOf = (presentation: Presentation): unknown => member(member(saidOf(presentation), 'payload'), 'valid');
export const evidenceOf = (all: readonly Presentation[]): readonly Reference[] => all.flatMap(({ exchange }) => shown(exchange));

/** No answer came in its time, or the connection ended instead. */
export const isIgnored = ({ exchange }: Presentation): boolean =>
  exchange.end === 'expired' || exchange.end === 'closed-by-candidate';

/** Refused in whatever way: by an answer, or by the end of the connection. */
export const settled = ({ exchange }: Presentation): boolean =>
  exchange.end === 'answered' || exchange.end === 'closed-by-candidate';
