import { type Trust, targetOf } from '../peer/dial.ts';
import { readable, type SourcedDescriptor, sourced } from '../peer/netbackup/sourced-descriptor.ts';
import { leadsInside } from '../peer/public-address.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { dialogError } from '../protocol/dialog-error.ts';
import { groupBy } from '../protocol/group-by.ts';
import { fetchDescriptor } from '../registration/fetch-descriptor.ts';
import { isUrl, readSource } from './descriptor-text.ts';
import type { EndpointCandidate } from './endpoint-candidate.ts';
import type { Hooks } from './hooks.ts';
import { UsageError } from './usage-error.ts';
import { waitForPort } from './wait-for-port.ts';

/** A descriptor as a user gives it: a file, an https URL, `-` for standard input, or the descriptor itself. */
export type GivenDescriptor = string | Descriptor;

/** How the user's endpoints, and the URLs of their descriptors, are reached. */
export interface Reach {
  readonly trust: Trust;
  readonly hooks?: Hooks;
  /** Lets a descriptor that comes by URL lead to this machine or a private network. */
  readonly allowPrivate?: boolean;
  /** Seconds to wait until the port of a descriptor's URL accepts connections. */
  readonly waitFor?: number;
}

/** The user's own endpoints, of any groups, as the dialog would take them; throws a UsageError for what it would refuse. */
export async function acceptedCandidate(given: readonly GivenDescriptor[], reach: Reach): Promise<EndpointCandidate> {
  const candidate = await unjudgedCandidate(given, reach);
  refuseUnreadable(candidate.descriptors);
  // Groups are candidates by themselves: each as if it were alone in NetBackup.
  const groups = groupBy(readable(candidate.descriptors), ({ groupId }) => groupId);
  for (const group of groups.values()) refuseHostTwice(group);
  return candidate;
}

/** Throws a UsageError where one NetBackup would have two endpoints of one host. */
export function refuseHostTwice(descriptors: readonly Descriptor[]): void {
  const hosts = descriptors.map(({ hostName }) => hostName.toLowerCase());
  const twice = hosts.find((host, index) => hosts.indexOf(host) < index);
  if (twice === undefined) return;
  throw new UsageError(
    `descriptors: hostName: expected each host once, got ${twice} twice (NetBackup: this entity already exists); give each endpoint a name of its own.`,
  );
}

/** The user's endpoints as they are; for `validate`, which judges them. */
export async function unjudgedCandidate(given: readonly GivenDescriptor[], reach: Reach): Promise<EndpointCandidate> {
  const mustBePublic = new Set<string>();
  const trust = { ...reach.trust, publicOnly: mustBePublic };
  const guard = async (url: string, named: string) => {
    if (reach.allowPrivate === true) return;
    const { host } = targetOf(url);
    mustBePublic.add(host);
    if (await leadsInside(host)) {
      throw new UsageError(
        `${named}: expected a public address, got ${host}, which is of this machine or a private network; add --allow-private if it is yours.`,
      );
    }
  };
  const had = async (one: GivenDescriptor, index: number): Promise<SourcedDescriptor> => {
    if (typeof one !== 'string') return sourced(`descriptor ${index + 1}`, JSON.stringify(one));
    if (!isUrl(one)) return readSource(one, process.env);
    checkUrl(one);
    await guard(one, one);
    if (reach.waitFor !== undefined) await waitForPort(one, reach.waitFor);
    const fetched = await fetchDescriptor(one, trust);
    if (fetched.reading.ok) await guard(fetched.reading.descriptor.url, `${one}: url`);
    return fetched;
  };
  const descriptors: SourcedDescriptor[] = [];
  // One after another: the first that makes no sense is told.
  for (const [index, one] of given.entries()) descriptors.push(await had(one, index));
  return { descriptors, trust, hooks: reach.hooks ?? {}, embedded: false, stop: async () => {} };
}

function checkUrl(url: string): void {
  // Before anything that would print it.
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]*@/i.test(url))
    throw new UsageError('a descriptor URL: expected host, port and path alone, got a user name or password in it; remove them.');
  if (!/^https:/i.test(url))
    throw new UsageError(
      `${url}: expected an https URL, a file or -, got ${url.split(':')[0]}; NetBackup takes descriptors by https.`,
    );
  if (!URL.canParse(url))
    throw new UsageError(`${url}: expected an https URL, got text that is none; write https://host:port/path.`);
}

/** Nobody there, or a certificate that does not hold, is for the run to judge; everything else the dialog refuses. */
function refuseUnreadable(descriptors: readonly SourcedDescriptor[]): void {
  for (const { source, reading, fetched } of descriptors) {
    const { code, message } = fetched?.problem ?? {};
    if (code === 'descriptor-unreachable' || code === 'descriptor-not-secured') continue;
    if (message !== undefined) throw new UsageError(`${source}: ${message}`);
    if (reading.ok) continue;
    const [first, ...others] = reading.problems;
    const more =
      others.length === 0 ? '' : ` (and ${others.length} more: ${others.map(({ member, code }) => member ?? code).join(', ')})`;
    throw new UsageError(`${source}: ${first?.message ?? 'unreadable'}${more} (NetBackup: ${dialogError(first?.code ?? '')})`);
  }
}
