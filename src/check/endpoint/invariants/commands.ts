import { isObject, member } from '../../../protocol/codec.ts';
import { mediaTypeOf } from '../../../protocol/media-type.ts';
import { isMessageName, isNamed, nameOf } from '../../../protocol/message-name.ts';
import { parsedJson } from '../../../protocol/parsed-json.ts';
import { plainText } from '../../../protocol/plain-text.ts';
import { firstProblem, type Problem, show } from '../../every-message.ts';
import type { MessageFact } from '../../fact.ts';
import { isOf, objectOf } from '../../fact.ts';
import { pass } from '../../outcome.ts';
import { type Check, received, receivedWithEchoes, type View } from '../../view.ts';

const isCommand = ({ claim }: MessageFact): boolean => isNamed(claim, 'COMMAND REQUEST');
const payloadOf = (message: MessageFact): unknown => member(objectOf(message), 'payload');
const headersOf = (message: MessageFact): unknown => member(payloadOf(message), 'headers');

/** The uris that our hook calls have ordered: their commands show the application's wrapping, not its own choice. */
function orderedUris(view: View): ReadonlySet<unknown> {
  const calls = view.facts.filter(isOf('hook')).filter(({ entry }) => entry.hook === 'sendCommand' && entry.direction === 'sent');
  return new Set(calls.map(({ entry }) => (entry.body === null ? undefined : member(parsedJson(entry.body), 'uri'))));
}

/** A header by its name without letter case (AMB-18). */
function header(message: MessageFact, name: string): unknown {
  const headers = headersOf(message);
  if (!isObject(headers)) return undefined;
  const key = Object.keys(headers).find((known) => known.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}

/**
 * A check of each COMMAND REQUEST. One that our hook has ordered can show a fault but no merit: only what the application made up
 * itself can pass (contracts.md §4).
 */
function eachCommand(
  problemOf: (message: MessageFact, view: View) => Problem | undefined,
  applies: (message: MessageFact, view: View) => boolean = () => true,
): Check {
  return (view) => {
    const commands = received(view).filter(
      (message) => isCommand(message) && isObject(payloadOf(message)) && applies(message, view),
    );
    const wrong = firstProblem(commands, (message) => problemOf(message, view));
    if (wrong !== undefined) return wrong;
    const ordered = orderedUris(view);
    const own = commands.filter((message) => !ordered.has(member(payloadOf(message), 'uri')));
    return own.length === 0 ? null : pass(own.map(({ ref }) => ref));
  };
}

const problem = (reason: string, message: string, expected: string, actual: unknown): Problem => ({
  reason,
  message,
  expected,
  actual: show(actual),
});

/** RFC 3986 §2: reserved and unreserved characters, and percent-encoded ones. */
const uriCharacters = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
/** RFC 9110 §9.1: a method is a token. */
const methodToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The media type that the edition asks for; without a declared edition either form passes (editions.md §1.2). */
function fitsEdition(value: string, view: View): boolean {
  const media = mediaTypeOf(value);
  const is80 = media?.type === 'application/json';
  const is811 =
    media?.type.startsWith('application/vnd.netbackup+') === true && /^\d+\.\d+$/.test(media.parameters.get('version') ?? '');
  const { edition } = view.profile;
  return edition === null ? is80 || is811 : edition === '8.0' ? is80 : is811;
}

/** True for a COMMAND sent after an answer that handed out a token; login and ping calls need none (AMB-13). */
function needsAuthorization(message: MessageFact, view: View): boolean {
  if (!isObject(headersOf(message))) return false;
  const uri = plainText(member(payloadOf(message), 'uri'));
  if (/\/(login|ping)\b/.test(uri)) return false;
  return view.messages.some(
    ({ entry, claim, ...answer }) =>
      entry.direction === 'sent' &&
      claim.type === 'COMMAND' &&
      entry.at < message.entry.at &&
      handsOutToken(member(member(objectOf({ entry, claim, ...answer }), 'payload'), 'body')),
  );
}

const handsOutToken = (body: unknown): boolean => typeof body === 'string' && /"token"\s*:\s*"/.test(body);

/** What an application may ask for, and how (guide §1.5, §1.7.2), by the requirement it belongs to. */
export const commandInvariants: Readonly<Record<string, Check>> = {
  // Judged on everything that looks like a call, so that a mistyped one is not overlooked.
  'CMD-002': (view) => {
    const calls = receivedWithEchoes(view).filter(
      (message) => member(payloadOf(message), 'uri') !== undefined && member(payloadOf(message), 'method') !== undefined,
    );
    if (calls.length === 0) return null;
    // Another type than the three is for MSG-009, another subType for MSG-010.
    const known = calls.filter(({ claim }) => isMessageName(nameOf(claim)));
    if (known.length === 0) return null;
    const wrong = firstProblem(known, (message) => {
      const name = nameOf(message.claim);
      return name === 'COMMAND REQUEST'
        ? undefined
        : problem('call-of-another-kind', 'an API call is not a COMMAND REQUEST', 'COMMAND REQUEST', name);
    });
    return wrong ?? pass(known.map(({ ref }) => ref));
  },
  'CMD-003': eachCommand((message) => {
    const uri = member(payloadOf(message), 'uri');
    return typeof uri === 'string' && uriCharacters.test(uri)
      ? undefined
      : problem(
          'uri-missing-or-malformed',
          'payload.uri is no URI',
          'a non-empty string of the characters that RFC 3986 allows',
          uri,
        );
  }),
  'CMD-004': eachCommand((message) => {
    const uri = member(payloadOf(message), 'uri');
    return typeof uri !== 'string' || uri === '' || (uri.startsWith('/') && !uri.startsWith('//'))
      ? undefined
      : problem(
          'uri-with-host',
          'payload.uri does not begin with a slash: NetBackup adds scheme, host and port',
          'a path such as /netbackup/…',
          uri,
        );
  }),
  'CMD-006': eachCommand((message) => {
    const method = member(payloadOf(message), 'method');
    return typeof method === 'string' && methodToken.test(method)
      ? undefined
      : problem('method-malformed', 'payload.method is no HTTP method', 'a method such as GET or POST', method);
  }),
  'CMD-028': eachCommand((message) => {
    const method = member(payloadOf(message), 'method');
    return typeof method !== 'string' || method === method.toUpperCase()
      ? undefined
      : problem('method-not-upper-case', 'payload.method is not in upper case', method.toUpperCase(), method);
  }),
  'CMD-007': eachCommand((message) => {
    const headers = headersOf(message);
    return isObject(headers)
      ? undefined
      : problem('headers-not-an-object', 'payload.headers is no object', 'an object of HTTP headers', headers);
  }),
  'CMD-008': eachCommand(
    (message, view) => {
      const value = header(message, 'content-type');
      if (typeof value !== 'string' || value === '')
        return problem('content-type-missing', 'the headers have no Content-Type', 'Content-Type', value);
      const wanted = view.profile.edition === '8.1.1' ? 'application/vnd.netbackup+…;version=…' : 'application/json';
      return fitsEdition(value, view)
        ? undefined
        : problem('content-type-unknown', 'Content-Type is not what this edition asks for', wanted, value);
    },
    (message) => isObject(headersOf(message)),
  ),
  'CMD-009': eachCommand((message) => {
    const value = header(message, 'authorization');
    return typeof value === 'string' && value !== ''
      ? undefined
      : problem(
          'authorization-missing',
          'a call after login carries no Authorization',
          'the JSON Web Token of an earlier response',
          value,
        );
  }, needsAuthorization),
  'CMD-011': eachCommand(
    (message) => {
      const value = member(payloadOf(message), 'parameters');
      if (typeof value !== 'string')
        return problem('parameters-not-a-string', 'payload.parameters is no string of escaped JSON', 'a string', value);
      const type = header(message, 'content-type');
      if (value === '' || typeof type !== 'string' || !/json/i.test(type)) return undefined;
      const held = parsedJson(value);
      if (held === undefined) {
        const message = 'payload.parameters holds no JSON although Content-Type says so';
        return problem('parameters-not-json', message, 'escaped JSON', value);
      }
      return typeof held === 'string' && /^"\s*\\?[{[]/.test(value)
        ? problem('parameters-encoded-twice', 'payload.parameters holds JSON within a JSON string', 'JSON, escaped once', value)
        : undefined;
    },
    (message) =>
      Object.hasOwn(Object(payloadOf(message)) as object, 'parameters') && member(payloadOf(message), 'parameters') !== null,
  ),
  // The same failure as MSG-001, named here when a raw control character within a string is the cause.
  'CMD-013': (view) => {
    const texts = received(view).filter(({ entry }) => entry.text.includes('COMMAND'));
    if (texts.length === 0) return null;
    const wrong = firstProblem(texts, ({ decoded, entry }) => {
      const raw = decoded.kind === 'cut' ? undefined : decoded.findings.find(({ kind }) => kind === 'raw-control-character');
      return raw === undefined
        ? undefined
        : problem('raw-line-break', 'a string holds a raw control character', 'escapes such as \\n', entry.text);
    });
    const commands = texts.filter(isCommand);
    return wrong ?? (commands.length === 0 ? null : pass(commands.map(({ ref }) => ref)));
  },
};
