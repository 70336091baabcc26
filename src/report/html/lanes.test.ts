import { expect, test } from 'vitest';
import type { Entry, Transcript } from '../../transcript/entry.ts';
import { conversation } from './conversation.ts';
import { connectionsOf } from './lanes.ts';

const seat = (place: number, url: string) => ({ place, priority: place, hostName: 'a', url });
const connected = (host: string, port: number): Entry => ({
  ...{ n: 1, at: 0, connection: 'c1', kind: 'tcp', direction: 'local', event: 'connected' },
  ...{ host, port, address: '192.0.2.1' },
});
const ping: Entry = { n: 2, at: 1, connection: 'c1', kind: 'ping', direction: 'sent', hex: '00', frames: [] };

const transcript = (scenario: string, group: Transcript['header']['group'], ...entries: readonly Entry[]): Transcript => ({
  header: { transcript: 1, scenario, role: 'endpoint', epochMs: 0, group },
  entries,
});

test.each<[string, string, string, number]>([
  ['wss://a.example:4433/', 'wss://a.example:443/', 'a.example', 443],
  ['wss://b.example/nbu', 'wss://a.example/nbu', 'a.example', 443],
  ['wss://a.example:1/', 'wss://A.Example:14146/', 'a.example', 14_146],
  ['no url', 'wss://[2001:db8::1]:14146/', '2001:db8::1', 14_146],
])('knows, beside %s, that %s is what was dialled', (first, second, host, port) => {
  const group = [seat(1, first), seat(2, second)];
  expect(connectionsOf([transcript('a/b', group, connected(host, port))]).get('c1')).toBe('e2');
});

test('draws a connection where its own transcript says that it leads, though another shard has numbered one alike', () => {
  const group = [seat(1, 'wss://a.example:1/'), seat(2, 'wss://a.example:2/')];
  const all = [1, 2].map((port) => transcript(`a/${port}`, group, connected('a.example', port), ping));
  const connections = connectionsOf(all);
  expect(connections.get('c1')).toBe('?');
  const detail = { rows: 9, raw: 9, rawOf: 'all' } as const;
  const pages = all.map((one) => conversation({ transcript: one, file: '', checks: [], role: 'endpoint', connections }, detail));
  expect(pages.map((page) => /between (.*?)\. The/.exec(page.toString())?.[1])).toEqual([
    'service, endpoint 1 under test',
    'service, endpoint 2 under test',
  ]);
});
