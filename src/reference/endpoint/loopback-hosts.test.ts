import { expect, test } from 'vitest';
import { twoLoopbackHosts } from './loopback-hosts.ts';

test('gives a name and an address where the system knows localhost', async () => {
  expect(await twoLoopbackHosts(async () => ({ address: '127.0.0.1', family: 4 }))).toEqual(['localhost', '127.0.0.1']);
});

test('gives two addresses where it does not, as without /etc/hosts', async () => {
  expect(await twoLoopbackHosts(async () => Promise.reject(new Error('ENOTFOUND')))).toEqual(['127.0.0.1', '127.0.0.2']);
});
