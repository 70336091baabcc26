import { expect, test } from 'vitest';
import { isPrivate, leadsInside, publicLookup } from './public-address.ts';

test.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fd00::1',
  'fe80::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '::127.0.0.1',
  '::ffff:0:7f00:1',
  'fec0::1',
  '2001:0:7f00:1::',
  '100::1',
  '192.0.2.1',
  '192.88.99.1',
])('%s is of a private network', (address) => {
  expect(isPrivate(address)).toBe(true);
});

test.each(['1.1.1.1', '172.15.0.1', '172.32.0.1', '192.167.0.1', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => {
    expect(isPrivate(address)).toBe(false);
  },
);

test.each(['localhost', 'a.Localhost.', '127.0.0.1'])('%s, which leads to this machine, is refused', async (host) => {
  expect(await leadsInside(host)).toBe(true);
  const error = await new Promise((resolve) => publicLookup(host, {}, resolve));

  expect(error).toMatchObject({ code: 'private-address' });
});
