import { isObject, member } from './codec.ts';
import { plainText } from './plain-text.ts';

/** What a message claims to be: its envelope's `type`, `subType` and `id`, each undefined where missing. */
export interface Claim {
  readonly type: unknown;
  readonly subType: unknown;
  readonly id: unknown;
}

export function claimOf(message: unknown): Claim {
  return { type: member(message, 'type'), subType: member(message, 'subType'), id: member(message, 'id') };
}

/** The letters and digits of an id, however they are written. */
const plain = (id: unknown): string =>
  plainText(id)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** True for what says the same id in another spelling, or as a number. */
export const isRespelt = (id: string, claimed: unknown): boolean => claimed !== id && plain(claimed) === plain(id);

const same = (a: unknown, b: string): boolean => typeof a === 'string' && a.toUpperCase() === b;

/**
 * How well a message could be the answer to an open request: 'exact' under the request's own id, 'lenient' when it is of the
 * request's type in any spelling and could only mean this request, 'no' otherwise. Drives go on with either; checks judge
 * the difference (design: drives are lenient, checks are strict).
 */
export function couldAnswer(
  request: { readonly type: string; readonly id: string },
  message: unknown,
): 'exact' | 'lenient' | 'no' {
  if (!isObject(message)) return 'no';
  const claim = claimOf(message);
  // A COMMAND REQUEST is the endpoint's own question, never an answer, whatever its id.
  if (same(claim.type, 'COMMAND') && request.type !== 'COMMAND') return 'no';
  if (claim.id === request.id) return 'exact';
  // A REQUEST under an id of its own asks something; it answers nothing.
  if (same(claim.subType, 'REQUEST')) return 'no';
  return same(claim.type, request.type) ? 'lenient' : 'no';
}

/** What a message says as `valid`, wherever it says it. */
function validOf(message: unknown): unknown {
  const payload = member(message, 'payload');
  return member(Array.isArray(payload) ? payload[0] : payload, 'valid') ?? member(message, 'valid');
}

/** `valid` in any spelling that means no. */
export function meansNo(message: unknown): boolean {
  const said = validOf(message);
  return said === false || said === 0 || said === null || (typeof said === 'string' && !meansYes(message));
}

/** `valid` in any spelling that means yes: a drive goes on with it, CON-009 judges its type. */
export function meansYes(message: unknown): boolean {
  const said = validOf(message);
  return said === true || said === 1 || (typeof said === 'string' && /^(true|yes|1)$/i.test(said));
}

/** True where a message says a request of ours over again, however it is written: it answers nothing. */
export function isEcho(request: unknown, message: unknown): boolean {
  if (claimOf(message).subType !== 'REQUEST' || claimOf(message).id !== claimOf(request).id) return false;
  return words(message) === words(request);
}

/** Each send is stamped anew, so an echo of one send may carry the time of another. */
const words = (message: unknown): string => plainText({ ...Object(message), timeStamp: 0 });
