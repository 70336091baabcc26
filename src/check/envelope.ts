import { isObject, member } from '../protocol/codec.ts';
import { plainText } from '../protocol/plain-text.ts';
import { everyMessage, type Problem, show } from './every-message.ts';
import type { MessageFact } from './fact.ts';
import { objectOf } from './fact.ts';
import type { Check, View } from './view.ts';

const members = ['version', 'id', 'type', 'subType', 'timeStamp', 'payload'] as const;
const types = ['CONNECT', 'COMMAND', 'NOTIFICATION'];
const subTypes = ['REQUEST', 'RESPONSE'];
const DAY_MS = 86_400_000;

const problem = (reason: string, message: string, expected: string, actual: string): Problem => ({
  reason,
  message,
  expected,
  actual,
});

const whole = ({ decoded }: MessageFact): boolean => decoded.kind !== 'cut';
const isMessage = (message: MessageFact): boolean => objectOf(message) !== undefined;
const has = (name: string) => (message: MessageFact) => Object.hasOwn(objectOf(message) ?? {}, name);
const memberOf = (message: MessageFact, name: string): unknown => member(objectOf(message), name);

/** Looks at one member of each message that has it; a missing member belongs to MSG-002 alone. */
const eachWith = (name: string, problemOf: (value: unknown, message: MessageFact, view: View) => Problem | undefined): Check =>
  everyMessage(has(name), (message, view) => problemOf(memberOf(message, name), message, view));

function syntaxProblem(message: MessageFact): Problem | undefined {
  const { decoded } = message;
  if (decoded.kind === 'cut') return undefined;
  if (decoded.findings.some(({ kind }) => kind === 'byte-order-mark')) {
    return problem(
      'byte-order-mark',
      'a message begins with a byte order mark',
      'a message that begins with {',
      'U+FEFF, then {',
    );
  }
  if (decoded.kind === 'unreadable') {
    return problem('not-json', `a message is not JSON: ${decoded.problem}`, 'one JSON object', show(message.entry.text));
  }
  if (decoded.kind === 'value') {
    return problem('not-an-object', 'a message is JSON but no object', 'one JSON object', show(decoded.value));
  }
  return undefined;
}

function missingProblem(message: MessageFact): Problem | undefined {
  const value = objectOf(message) ?? {};
  const missing = members.filter((name) => !Object.hasOwn(value, name));
  if (missing.length === 0) return undefined;
  const got = Object.keys(value).slice(0, 10).join(', ');
  return problem('member-missing', `a message lacks ${missing.join(', ')}`, members.join(', '), got === '' ? 'no members' : got);
}

function timeProblem(value: unknown, message: MessageFact, view: View): Problem | undefined {
  const expected = 'a JSON number: seconds since the Unix epoch, at the moment of sending';
  if (typeof value !== 'number') return problem('timestamp-not-a-number', 'timeStamp is no JSON number', expected, show(value));
  if (value >= 1e11) return problem('timestamp-in-milliseconds', 'timeStamp is not in seconds', expected, show(value));
  const offMs = Math.abs(value * 1000 - (view.epochMs + message.entry.at));
  if (offMs > DAY_MS) {
    const days = Math.round(offMs / DAY_MS);
    return problem('timestamp-far-off', `timeStamp is ${days} days away from the moment of receipt`, expected, show(value));
  }
  return undefined;
}

function payloadProblem(value: unknown, message: MessageFact): Problem | undefined {
  const type = plainText(message.claim.type);
  return isObject(value)
    ? undefined
    : problem('payload-not-an-object', `the payload of a ${type} message is no object`, 'a JSON object', show(value));
}

const typeIs =
  (...wanted: readonly string[]) =>
  (message: MessageFact) =>
    wanted.includes(plainText(message.claim.type)) && has('payload')(message);

/** DEC-004: what an endpoint says can be decoded; a service has its own rows for what it says. */
export const onlyDecodable: Check = everyMessage(whole, syntaxProblem);

/** The form of every message (guide §1.4, Table 1-3), by the requirement it belongs to. */
export const envelopeInvariants: Readonly<Record<string, Check>> = {
  'MSG-001': onlyDecodable,
  'MSG-002': everyMessage(isMessage, missingProblem),
  'MSG-003': eachWith('version', (value) =>
    value === '1.0' || value === 1 || value === '1'
      ? undefined
      : problem('version-unknown', 'version is not 1.0', '"1.0"', show(value)),
  ),
  'MSG-024': eachWith('version', (value) =>
    typeof value === 'string' ? undefined : problem('version-not-a-string', 'version is no string', '"1.0"', show(value)),
  ),
  'MSG-009': eachWith('type', (value) =>
    types.includes(plainText(value))
      ? undefined
      : problem('type-unknown', 'type is none of the three', types.join(', '), show(value)),
  ),
  'MSG-010': eachWith('subType', (value) =>
    subTypes.includes(plainText(value))
      ? undefined
      : problem('subtype-unknown', 'subType is neither of the two', subTypes.join(' or '), show(value)),
  ),
  'MSG-011': eachWith('timeStamp', timeProblem),
  'MSG-025': everyMessage(
    (message) => Number.isFinite(memberOf(message, 'timeStamp')),
    (message) => {
      const value = memberOf(message, 'timeStamp');
      return Number.isInteger(value)
        ? undefined
        : problem('timestamp-with-fraction', 'timeStamp has a fraction', 'whole seconds', show(value));
    },
  ),
  'MSG-012': everyMessage(typeIs('CONNECT', 'COMMAND'), (message) => payloadProblem(memberOf(message, 'payload'), message)),
  'MSG-013': everyMessage(typeIs('NOTIFICATION'), (message) => {
    const value = memberOf(message, 'payload');
    return Array.isArray(value)
      ? undefined
      : problem('payload-not-an-array', 'the payload of a NOTIFICATION message is no array', 'a JSON array', show(value));
  }),
  'MSG-022': everyMessage(
    () => true,
    ({ entry }) =>
      entry.binary
        ? problem('binary-message', 'a message came as a binary one', 'a WebSocket text message', 'a binary message')
        : undefined,
  ),
  'MSG-023': everyMessage(isMessage, ({ decoded }) => {
    const twice = decoded.kind === 'cut' ? undefined : decoded.findings.find(({ kind }) => kind === 'duplicate-member');
    return twice !== undefined && 'member' in twice
      ? problem(
          'member-twice',
          `the member ${show(twice.member)} occurs twice`,
          'each member once',
          `${show(twice.member)} twice`,
        )
      : undefined;
  }),
};

/** ACK-004 sums up the envelope rows on an acknowledgement (guide §1.6 B). */
export function envelopeProblem(message: MessageFact, view: View): Problem | undefined {
  const version = memberOf(message, 'version');
  const versionProblem =
    version === '1.0' || version === 1 || version === '1'
      ? undefined
      : problem('version-unknown', 'version is not 1.0', '"1.0"', show(version));
  const type = memberOf(message, 'type');
  const typeProblem =
    type === 'NOTIFICATION' ? undefined : problem('type-unknown', 'type is not NOTIFICATION', '"NOTIFICATION"', show(type));
  const subType = memberOf(message, 'subType');
  const subTypeProblem =
    subType === 'RESPONSE' ? undefined : problem('subtype-unknown', 'subType is not RESPONSE', '"RESPONSE"', show(subType));
  return (
    missingProblem(message) ??
    versionProblem ??
    typeProblem ??
    subTypeProblem ??
    timeProblem(memberOf(message, 'timeStamp'), message, view)
  );
}
