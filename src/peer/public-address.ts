import { type LookupAddress, lookup } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The code of an address that lies within our own network, where a URL of unknown origin must not lead. */
export const PRIVATE_ADDRESS = 'private-address';

const withinOurs = new BlockList();
/** Networks that are not of the public internet (RFC 6890, RFC 8215, RFC 3056). */
const networks: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['fec0::', 10],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];
for (const [network, prefix] of networks) withinOurs.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');

/** True for an address of this machine or of a private network, written as IPv4, IPv6 or IPv4 within IPv6. */
export const isPrivate = (address: string): boolean => withinOurs.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Names of this machine whatever a resolver knows of them, and some know none (RFC 6761 §6.3). */
const isLocalhost = (host: string): boolean => /(^|\.)localhost\.?$/i.test(host);

const refused = (host: string): Error =>
  Object.assign(new Error(`${host} is an address of this machine or of a private network`), { code: PRIVATE_ADDRESS });

/** True where a host name or address leads into our own network; false too where the name leads nowhere. */
export async function leadsInside(host: string): Promise<boolean> {
  if (isIP(host) !== 0) return isPrivate(host);
  if (isLocalhost(host)) return true;
  const found = await resolve(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isPrivate(address));
}

/** A lookup that gives public addresses only; the connection then goes to what was checked, so a second answer of DNS changes nothing. */
export const publicLookup: LookupFunction = (host, options, callback) => {
  if (isLocalhost(host)) return callback(refused(host), []);
  lookup(host, { ...options, all: true }, (error, found: LookupAddress[] = []) => {
    const [first] = found;
    if (error !== null) callback(error, []);
    else if (first === undefined || found.some(({ address }) => isPrivate(address))) callback(refused(host), []);
    else if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};
