import { get } from 'node:https';
import { expect, test } from 'vitest';
import { startEndpointGroup } from './endpoint-group.ts';
import { twoLoopbackHosts } from './loopback-hosts.ts';

test('gives a name and an address where the system knows localhost', async () => {
  expect(await twoLoopbackHosts(async () => ({ address: '127.0.0.1', family: 4 }))).toEqual(['localhost', '127.0.0.1']);
});

test('gives two addresses where it does not, as without /etc/hosts', async () => {
  expect(await twoLoopbackHosts(async () => Promise.reject(new Error('ENOTFOUND')))).toEqual(['127.0.0.1', '127.0.0.2']);
});

test('a group listens at each address that it is described by', async () => {
  const group = await startEndpointGroup({ hosts: ['127.0.0.1', '127.0.0.2'], byUrl: true });
  try {
    for (const url of group.descriptorUrls) {
      const status = await new Promise((resolve, reject) => {
        get(url, { ca: group.ca }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).once('error', reject);
      });
      expect(status).toBe(200);
    }
  } finally {
    await group.stop();
  }
});
