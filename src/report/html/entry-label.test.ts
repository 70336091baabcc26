import { expect, test } from 'vitest';
import type { Entry, EntryBody } from '../../transcript/entry.ts';
import { markOf } from '../../transcript/mark.ts';
import { entryLabel, inTime } from './entry-label.ts';

const entry = (body: EntryBody): Entry => ({ n: 1, at: 0, connection: 'c1', ...body });
const message = (text: string, more: object = {}) =>
  entry({ kind: 'message', direction: 'sent', text, bytes: text.length, binary: false, frames: [], ...more });
const envelope = (type: string, subType: string, payload: unknown) => message(JSON.stringify({ type, subType, payload }));

/** Can be read as JSON, and not be written. */
const DEEP = 20_000;
const arrays = '['.repeat(DEEP) + ']'.repeat(DEEP);
const objects = `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`;

test.each<[string, Entry]>([
  ['CONNECT REQUEST · ⟦token 1⟧', envelope('CONNECT', 'REQUEST', { token: '⟦token 1⟧' })],
  ['CONNECT RESPONSE · valid "yes"', envelope('CONNECT', 'RESPONSE', { valid: 'yes' })],
  ['NOTIFICATION REQUEST · 2 JOB DONE', envelope('NOTIFICATION', 'REQUEST', [{ object: 'JOB', data: [{ state: 'DONE' }, {}] }])],
  ['NOTIFICATION RESPONSE · []', envelope('NOTIFICATION', 'RESPONSE', [])],
  ['NOTIFICATION RESPONSE · {}', envelope('NOTIFICATION', 'RESPONSE', {})],
  ['COMMAND REQUEST · GET /admin', envelope('COMMAND', 'REQUEST', { method: 'GET', uri: '/admin' })],
  ['COMMAND RESPONSE · 404', envelope('COMMAND', 'RESPONSE', { responseCode: 404 })],
  [
    'NOTIFICATION RESPONSE · [] · C05F…3550',
    message('{"type":"NOTIFICATION","subType":"RESPONSE","id":"C05F02EF-7C61-4A43-B590-96FD49453550","payload":[]}'),
  ],
  ['CONNECT null', envelope('CONNECT', null as unknown as string, undefined)],
  ['COMMAND RESPONSE · {"toString":1}', envelope('COMMAND', 'RESPONSE', { responseCode: { toString: 1 } })],
  ['CONNECT REQUEST · {"toString":1}', envelope('CONNECT', 'REQUEST', { token: { toString: 1 } })],
  ['COMMAND REQUEST · {"toString":1} undefined', envelope('COMMAND', 'REQUEST', { method: { toString: 1 } })],
  ['NOTIFICATION REQUEST · 0 {"toString":1}', envelope('NOTIFICATION', 'REQUEST', [{ object: { toString: 1 } }])],
  ['{…} […] · {…}', message(`{"type":${objects},"subType":${arrays},"payload":${objects}}`)],
  ['NOTIFICATION REQUEST · 0 […]', message(`{"type":"NOTIFICATION","subType":"REQUEST","payload":[{"object":${arrays}}]}`)],
  ['text, 5 bytes: hello', message('hello')],
  ['⚑ binary, 1 byte: { (cut)', message('{', { binary: true, deviation: 'cut' })],
  [
    'answer came, 1.2 ms of 5 s',
    entry({
      kind: 'timer',
      direction: 'local',
      wait: 'answer',
      boundMs: 5_000,
      elapsedMs: 1.23,
      outcome: 'came',
      of: null,
      by: null,
    }),
  ],
  [
    'case 7, smallest',
    entry({ kind: 'mark', direction: 'local', name: 'case', detail: '{"number":7,"stage":"smallest","tags":[]}' }),
  ],
  ['case: {"number":7', entry({ kind: 'mark', direction: 'local', name: 'case', detail: '{"number":7' })],
  ['script of endpoint 2: drop, close', entry(markOf('script', { place: 2, stage: 'search', steps: ['drop', 'close'] }))],
  [
    'counterexample 3: x',
    entry(
      markOf('counterexample', {
        ...{ scenario: 'a/b', number: 3, seed: 1, path: null, tags: [], alone: true },
        ...{ steps: ['x'], value: {} },
      }),
    ),
  ],
  ['searched', entry(markOf('searched', { cases: 1, replay: true }))],
  ['wrong tokens: 4', entry({ kind: 'mark', direction: 'local', name: 'wrong-tokens', detail: '4' })],
  ['end of the drive', entry({ kind: 'mark', direction: 'local', name: 'drive-ended', detail: 'done' })],
  ['close 1000 bye', entry({ kind: 'close', direction: 'sent', code: 1000, reason: 'bye', frames: [] })],
  ['TCP RST, drive', entry({ kind: 'tcp', direction: 'sent', event: 'ended', how: 'reset', cause: 'drive' })],
])('says %s', (label, one) => {
  expect(entryLabel(one)).toBe(label);
});

test.each([
  [0.66, '0.7 ms'],
  [120.4, '120 ms'],
  [5_000, '5 s'],
  [13_520, '13.5 s'],
])('tells %d ms as %s', (ms, told) => {
  expect(inTime(ms)).toBe(told);
});
