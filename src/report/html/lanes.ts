import type { Result } from '../../result/result.ts';
import type { Entry, SeatSummary, Transcript } from '../../transcript/entry.ts';

/** A vertical line of a diagram: somebody who sends or receives. */
export interface Lane {
  /** `service`, `suite`, `api`, `hooks`, `e1`, `e2`, … or `?` for an endpoint that is not known. */
  readonly key: string;
  readonly name: string;
  /** Where it is. */
  readonly place: string;
}

/** Who an entry goes from and to, as keys of lanes; the same twice for what one side notes. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** Which endpoint a connection leads to, by its name; connections outlive transcripts, so all of a run are asked. */
export type Connections = ReadonlyMap<string, string>;

/**
 * Reads from all transcripts of a run where its connections lead to, as keys of lanes. Shards of a merged run number theirs alike, so
 * that what has led to two endpoints is `?`; a transcript's own entries say it better.
 */
export function connectionsOf(transcripts: Iterable<Transcript>): Connections {
  const found = new Map<string, string>();
  const add = (connection: string, key: string) => {
    const known = found.get(connection);
    found.set(connection, known === undefined || known === key ? key : '?');
  };
  for (const { header, entries } of transcripts) {
    for (const entry of entries) {
      if (entry.kind !== 'tcp' || entry.connection === undefined) continue;
      if (entry.event === 'accepted') add(entry.connection, `e${entry.place}`);
      else if (entry.event === 'connected') {
        const key = atUrl(entry, header.group);
        if (key !== undefined) add(entry.connection, key);
      }
    }
  }
  return found;
}

/** From whom to whom an entry goes. */
export function wayOf(entry: Entry, role: Result['role'], connections: Connections, group: readonly SeatSummary[]): Way {
  const only = group.length === 1 ? `e${group[0]?.place}` : '?';
  const endpoint = (entry.connection === undefined ? undefined : connections.get(entry.connection)) ?? only;
  const way = (near: string, far: string): Way => {
    if (entry.direction === 'received') return { from: far, to: near };
    return entry.direction === 'sent' ? { from: near, to: far } : { from: near, to: near };
  };
  if (entry.kind === 'hook') return way('service', 'hooks');
  if (entry.kind === 'tcp' && entry.event === 'failed') return { from: 'service', to: atUrl(entry, group) ?? only };
  if (entry.kind === 'tcp' && entry.event === 'connected') return { from: 'service', to: atUrl(entry, group) ?? endpoint };
  if (role === 'endpoint') {
    const isOurs = entry.kind === 'mark' || entry.kind === 'lag' || entry.kind === 'timer' || entry.kind === 'descriptor';
    return isOurs ? { from: 'service', to: 'service' } : way('service', endpoint);
  }
  switch (entry.kind) {
    case 'file':
    case 'event':
    case 'process':
      return way('suite', 'service');
    case 'http':
      return way(entry.server === 'api' ? 'api' : endpoint, 'service');
    case 'timer': {
      const known = entry.connection === undefined ? 'suite' : endpoint;
      const key = entry.place === undefined ? known : `e${entry.place}`;
      return { from: key, to: key };
    }
    case 'mark':
    case 'lag':
    case 'descriptor':
      return { from: 'suite', to: 'suite' };
    default:
      return way(endpoint, 'service');
  }
}

const atUrl = ({ host, port }: { readonly host: string; readonly port: number }, group: readonly SeatSummary[]) => {
  const seat = group.find(({ url }) => isAt(url, host, port));
  return seat === undefined ? undefined : `e${seat.place}`;
};

/** As it is dialled: in small letters, without the brackets of IPv6, 443 where no port is named. */
function isAt(url: string, host: string, port: number): boolean {
  if (!URL.canParse(url)) return false;
  const at = new URL(url);
  return at.hostname.replace(/^\[|\]$/g, '') === host && Number(at.port === '' ? 443 : at.port) === port;
}

/** So many can be told apart on a page; further endpoints share the last one. */
const MOST_ENDPOINTS = 6;

/** The lanes that ways need, from left to right. */
export function lanesFor(ways: readonly Way[], role: Result['role'], group: readonly SeatSummary[]): readonly Lane[] {
  const keys = new Set(ways.flatMap(({ from, to }) => [from, to]));
  const service = role === 'endpoint' ? 'service' : 'service under test';
  const endpoints = [...keys].filter((key) => /^e\d+$/.test(key)).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const shown = endpoints.slice(0, MOST_ENDPOINTS).map((key) => {
    const seat = group.find(({ place }) => `e${place}` === key);
    const name = `endpoint ${key.slice(1)}${role === 'endpoint' ? ' under test' : ''}`;
    return { key, name, place: seat === undefined ? '' : hostOf(seat.url) };
  });
  const isUnknown = keys.has('?') || endpoints.length > MOST_ENDPOINTS || shown.length === 0;
  const others = { key: '?', name: shown.length === 0 ? 'endpoint' : 'other endpoints', place: '' };
  return [
    ...(keys.has('suite') ? [{ key: 'suite', name: 'this suite', place: 'files, events' }] : []),
    { key: 'service', name: service, place: role === 'endpoint' ? 'this suite' : '' },
    ...shown,
    ...(isUnknown ? [others] : []),
    ...(keys.has('hooks') ? [{ key: 'hooks', name: 'hooks', place: 'of the application' }] : []),
    ...(keys.has('api') ? [{ key: 'api', name: 'REST API', place: 'stand-in' }] : []),
  ];
}

const hostOf = (url: string): string => /^\w+:\/\/([^/]*)/.exec(url)?.[1] ?? url;
