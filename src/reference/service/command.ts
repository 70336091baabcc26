import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isObject, member } from '../../protocol/codec.ts';
import type { Json } from '../endpoint/seams.ts';
import { attempt } from './attempt.ts';
import type { ApiAnswer, CommandDecision } from './seams.ts';

/** A path from the root with its query: no second slash, which would name another host, no fragment, nothing to be escaped. */
const URI = /^\/(?!\/)[!-"$-~]*$/;

/** CONNECT and TRACE are no calls of an API. */
const METHOD = /^(?!connect$|trace$)[a-z]+$/i;

/** What the connection to the API is made of is NetBackup's own (guide §1.5: host name and port; RFC 9110 §7.6.1). */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** An answer of the service itself, where there is none of the API. */
export function ownAnswer(responseCode: number, error: string): ApiAnswer {
  return { headers: { 'content-type': 'application/json' }, responseCode, body: JSON.stringify({ error }) };
}

/** Decides what a COMMAND REQUEST on an established connection leads to; what has no id cannot be answered. */
export function decideCommand(message: Json): CommandDecision {
  if (message['type'] !== 'COMMAND' || message['subType'] !== 'REQUEST' || typeof message['id'] !== 'string') {
    return { action: 'ignore' };
  }
  const payload = message['payload'];
  const [uri, method] = [member(payload, 'uri'), member(payload, 'method')];
  const [headers, parameters] = [member(payload, 'headers') ?? {}, member(payload, 'parameters') ?? null];
  if (typeof uri !== 'string' || !URI.test(uri)) return refuse('uri: expected a path that begins with one slash');
  if (typeof method !== 'string' || !METHOD.test(method)) return refuse('method: expected an HTTP method such as GET');
  if (!areHeaders(headers)) return refuse('headers: expected an object of texts on one line each');
  if (parameters !== null && typeof parameters !== 'string') return refuse('parameters: expected a text');
  const own = Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  return { action: 'call', call: { method, uri, headers: Object.fromEntries(own), body: parameters } };
}

const refuse = (error: string): CommandDecision => ({ action: 'refuse', answer: ownAnswer(400, error) });

function areHeaders(headers: unknown): headers is Readonly<Record<string, string>> {
  if (!isObject(headers)) return false;
  return Object.entries(headers).every(([name, value]) =>
    attempt(() => {
      validateHeaderName(name);
      validateHeaderValue(name, value as string);
      return typeof value === 'string';
    }, false),
  );
}
