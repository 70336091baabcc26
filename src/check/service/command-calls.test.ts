import { expect, test } from 'vitest';
import { serviceProfile } from '../../protocol/profile.ts';
import type { EntryBody } from '../../transcript/entry.ts';
import { viewOf } from '../view.ts';
import { relaysAnswer } from './command-answers.ts';
import { appliesHeaders, passesParameters } from './command-calls.ts';

const URI = '/netbackup/commands/test/one';

interface Exchanged {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly answer?: string;
  readonly relayed?: unknown;
}

/** One COMMAND, the call that it led to, what the API answered, and what was relayed of it. */
function view({ payload, headers = {}, body = '', answer = '', relayed = answer }: Exchanged) {
  const message = (direction: 'sent' | 'received', subType: string, said: unknown): EntryBody => {
    const text = JSON.stringify({ version: '1.0', id: 'A', type: 'COMMAND', subType, timeStamp: 1_444_944_181, payload: said });
    return { kind: 'message', direction, text, bytes: text.length, binary: false, frames: [] };
  };
  const call = { kind: 'http', server: 'api', call: 1 } as const;
  const bodies: readonly EntryBody[] = [
    message('sent', 'REQUEST', { uri: URI, method: 'POST', headers: {}, ...payload }),
    { ...call, direction: 'received', isSecure: false, method: 'POST', target: URI, version: '1.1', headers, body },
    { ...call, direction: 'sent', status: 200, headers: { 'X-Marker': 'm' }, body: answer },
    message('received', 'RESPONSE', { headers: { 'x-marker': 'm' }, responseCode: 200, body: relayed }),
  ];
  const entries = bodies.map((entry, index) => ({ n: index + 1, at: index, connection: 'c1', ...entry }));
  return viewOf([{ header: { transcript: 1, scenario: 's', role: 'service', epochMs: 0, group: [] }, entries }], serviceProfile);
}

const reasonOf = (outcome: ReturnType<typeof appliesHeaders>) => (outcome?.kind === 'violation' ? outcome.reason : outcome?.kind);

test.each([
  ['x-odd', 'a; b', 'pass'],
  ['x-odd', 'a;b', 'header-changed'],
  ['x-other', 'a; b', 'header-missing'],
])('judges the header X-Odd by what arrives as %s: %s', (name, value, expected) => {
  const seen = view({ payload: { headers: { 'X-Odd': 'a; b' } }, headers: { [name]: value } });
  expect(reasonOf(appliesHeaders(seen))).toBe(expected);
});

test.each([
  ['application/json;version=1.0', 'pass'],
  ['application/json; version=1.0; charset=UTF-8', 'pass'],
  ['application/json', 'header-changed'],
  ['text/json;version=1.0', 'header-changed'],
])('lets a charset be added to a Content-Type, and nothing else be changed: %s', (got, expected) => {
  const seen = view({
    payload: { headers: { 'Content-Type': 'application/json;version=1.0' } },
    headers: { 'content-type': got },
  });
  expect(reasonOf(appliesHeaders(seen))).toBe(expected);
});

test.each([
  ['{ "b": [1], "a": "\\u00e9" }', 'pass'],
  ['{"a":"é","b":[1,2]}', 'other-body'],
  [JSON.stringify('{"a":"é","b":[1]}'), 'body-encoded-twice'],
  ['', 'other-body'],
])('compares the body of a call with parameters as JSON: %s', (body, expected) => {
  expect(reasonOf(passesParameters(view({ payload: { parameters: '{"a":"é","b":[1]}' }, body })))).toBe(expected);
});

test.each([
  ['{"a":1}', 'pass'],
  [{ a: 1 }, 'pass'],
  [JSON.stringify('{"a":1}'), 'pass'],
  ['{"a": 1}', 'body-differs'],
  [null, 'pass'],
])('leaves how a body is wrapped to CMD-018, and compares what it says: %j', (relayed, expected) => {
  expect(reasonOf(relaysAnswer(view({ payload: {}, answer: '{"a":1}', relayed })))).toBe(expected);
});
