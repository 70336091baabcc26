import { isObject, member } from '../../protocol/codec.ts';
import { type Exchange, exchangeRefs } from '../exchange.ts';
import { objectOf } from '../fact.ts';
import { type Outcome, type Reference, untestable } from '../outcome.ts';
import type { View } from '../view.ts';

/** What a CONNECT REQUEST of ours presented: the token of which place, and in which altered form (null: as it is). */
export interface Presentation {
  readonly exchange: Exchange;
  readonly place: number | null;
  readonly form: string | null;
}

const placeholder = /^⟦token (\d+)(?:, ([^⟧]+))?⟧$/;

/** Every CONNECT REQUEST of ours with what it presented. */
export function presentations(view: View): readonly Presentation[] {
  return view.exchanges
    .filter(({ type }) => type === 'CONNECT')
    .map((exchange) => {
      const request = objectOf(exchange.request);
      const token = member(member(request, 'payload'), 'token');
      const found = typeof token === 'string' ? placeholder.exec(token) : null;
      // A token of another endpoint is presented on purpose: it is neither this one's nor a wrong one (AMB-12).
      if (found !== null && exchange.request.entry.deviation !== undefined) return { exchange, place: null, form: FOREIGN_TOKEN };
      if (found !== null) return { exchange, place: Number(found[1]), form: found[2] ?? null };
      if (token === undefined && isRightToken(memberInAnyCase(memberInAnyCase(request, 'payload'), 'token')))
        return { exchange, place: null, form: OTHER_NAME_CASE };
      return { exchange, place: null, form: token === undefined ? 'missing' : token === '' ? 'empty' : 'not a token' };
    });
}

/** A token of the run as it was handed out. */
const isRightToken = (value: unknown): boolean =>
  typeof value === 'string' && placeholder.exec(value)?.[2] === undefined && placeholder.test(value);

/** A member as a receiver finds it that matches names without letter case, as Go and .NET do by default. */
function memberInAnyCase(value: unknown, name: string): unknown {
  if (!isObject(value)) return undefined;
  const key = Object.keys(value).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : value[key];
}

export const goodPresentations = (view: View): readonly Presentation[] =>
  presentations(view).filter(({ place, form }) => place !== null && form === null);

/** A token in a form that it was never given out in. */
export const isAltered = ({ place, form }: Presentation): boolean => place !== null && form !== null && !nearMissForms.has(form);
export const nearMissForms: ReadonlySet<string> = new Set(['outer-space', 'base64-padding', 'hex-case']);
/** No token of the run, under no name that a receiver may take for the right one. */
export const isNotAToken = ({ place, form }: Presentation): boolean =>
  place === null && form !== FOREIGN_TOKEN && form !== OTHER_NAME_CASE;
/** The form of a token that another endpoint of the group was given. */
export const FOREIGN_TOKEN = 'of another endpoint';
/** The form of the right token where a member name differs from the guide's in letter case alone: a tolerant receiver takes it (contracts.md §2). */
export const OTHER_NAME_CASE = 'under a name in another letter case';

export const isAnswered = ({ exchange }: Presentation): boolean => exchange.end === 'answered';
const answerOf = ({ exchange }: Presentation) => exchange.answers[0];
export const connectAnswerOf = (presentation: Presentation): unknown => {
  const answer = answerOf(presentation);
  if (answer === undefined) return undefined;
  const { cut } = answer.message.entry;
  return cut === undefined ? objectOf(answer.message) : { payload: { valid: cut.valid } };
};
export const validOf = (presentation: Presentation): unknown => member(member(connectAnswerOf(presentation), 'payload'), 'valid');
export const presentationRefs = (all: readonly Presentation[]): readonly Reference[] =>
  all.flatMap(({ exchange }) => exchangeRefs(exchange));

/** No answer came in its time, or the connection ended instead. */
export const isIgnored = ({ exchange }: Presentation): boolean =>
  exchange.end === 'expired' || exchange.end === 'closed-by-candidate';

/** Refused in whatever way: by an answer, or by the end of the connection. */
export const isSettled = ({ exchange }: Presentation): boolean =>
  exchange.end === 'answered' || exchange.end === 'closed-by-candidate';

/** Why there is nothing to judge: no CONNECT was sent, or none was answered. */
export function notPresented(tried: readonly Presentation[]): Outcome {
  const last = tried.at(-1);
  if (last === undefined) return untestable('not-provoked', 'no such CONNECT REQUEST was sent: the drive ended before it');
  const { end } = last.exchange;
  return untestable(
    'no-answer',
    `the CONNECT REQUEST has no readable answer (${end.replaceAll('-', ' ')})`,
    exchangeRefs(last.exchange),
  );
}
