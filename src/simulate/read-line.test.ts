import { expect, test } from 'vitest';
import { helpLines, readLine } from './read-line.ts';
import { readyMade } from './ready-made.ts';

test.each([
  ['an empty line', ' \r', { kind: 'nothing' }],
  ['help', 'help', { kind: 'help' }],
  ['a name, as Windows ends its lines', 'backup\r', { kind: 'ready-made', name: 'backup' }],
  [
    'an event as it is spelled',
    '{"object":"JOB","data":{"jobId":1e400}}',
    { kind: 'event', text: '{"object":"JOB","data":{"jobId":1e400}}' },
  ],
])('reads %s', (_what, line, meaning) => {
  expect(readLine(line)).toEqual(meaning);
});

test.each([
  ['an unknown name', 'bakup', /^expected backup, restore, .* help or an event as JSON, got "bakup"; .*help/],
  ['an inherited name', 'constructor', /got "constructor"/],
  ['text that is not JSON', '{"object":', /^expected an event as one JSON object on one line, got text that is not JSON/],
  ['an array', '[]', /^object: expected "JOB" or "IMAGE", got no such member/],
  ['another object', '{"object":"POLICY","data":{}}', /^object: expected "JOB" or "IMAGE", got "POLICY"/],
  ['no data', '{"object":"JOB"}', /^data: expected an object, .* got no such member/],
  ['data that is no object', '{"object":"JOB","data":[1]}', /^data: expected an object, .* got \[1\]/],
])('refuses %s with one sentence', (_what, line, says) => {
  const read = readLine(line);
  expect(read).toMatchObject({ kind: 'refused', sentence: expect.stringMatching(says) });
});

test('help names every ready-made event', () => {
  for (const [name, { says }] of Object.entries(readyMade))
    expect(helpLines.join('\n')).toMatch(new RegExp(`^ {2}${name} +${says.slice(0, 20)}`, 'm'));
});
