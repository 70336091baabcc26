import { expect, test } from 'vitest';
import { fetchedFrom, type SourcedDescriptor, sourced } from '../peer/netbackup/sourced-descriptor.ts';
import type { EndpointCandidate } from './endpoint-candidate.ts';
import { groupsOf } from './server-groups.ts';

const of = (descriptors: readonly SourcedDescriptor[]): EndpointCandidate => ({
  descriptors,
  trust: { ca: null, pin: null, insecure: false, publicOnly: new Set() },
  hooks: {},
  embedded: false,
  stop: async () => {},
});
const descriptor = (file: string, groupId: string) =>
  sourced(
    file,
    JSON.stringify({ token: 'a', priority: 1, groupId, hostName: `${file}.example`, url: `wss://${file}.example/nbwss` }),
  );
const absent = fetchedFrom('https://b.example/b.json', [], { code: 'descriptor-unreachable', message: 'nobody is there.' });

test('sorts descriptors by their groups, each with a folder that tells it from another', () => {
  const groups = groupsOf(of([descriptor('a', 'Tenant/1'), descriptor('b', 'tenant 1'), descriptor('c', 'Tenant/1')]));
  expect(groups.map(({ groupId, descriptors }) => [groupId, descriptors.map(({ source }) => source)])).toEqual([
    ['Tenant/1', ['a', 'c']],
    ['tenant 1', ['b']],
  ]);
  expect(groups.map(({ folder }) => folder.replace(/[0-9a-f]{8}$/, '#'))).toEqual(['tenant-1-#', 'tenant-1-#']);
  expect(new Set(groups.map(({ folder }) => folder)).size).toBe(2);
  expect(groupsOf(of([descriptor('a', '…')]))[0]?.folder).toMatch(/^[0-9a-f]{8}$/);
});

test('lets one that could not be fetched go with the only group, or stand alone', () => {
  expect(groupsOf(of([descriptor('a', 'one'), absent])).map(({ groupId }) => groupId)).toEqual(['one']);
  expect(groupsOf(of([descriptor('a', 'one'), absent, descriptor('c', 'two')])).map(({ groupId }) => groupId)).toEqual([
    'one',
    'https://b.example/b.json',
    'two',
  ]);
  expect(groupsOf(of([absent])).map(({ groupId }) => groupId)).toEqual(['https://b.example/b.json']);
});
