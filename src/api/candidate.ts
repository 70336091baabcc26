import { X509Certificate } from 'node:crypto';
import type { Hooks } from '../candidate/hooks.ts';
import { errorName } from '../check/endpoint/descriptor.ts';
import { type Trust, targetOf } from '../peer/dial.ts';
import type { DescriptorSource } from '../peer/netbackup/descriptor-source.ts';
import { leadsInside } from '../peer/public-address.ts';
import { readDescriptor } from '../protocol/descriptor.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { groupBy } from '../protocol/group-by.ts';
import { fetchDescriptor } from '../registration/fetch-descriptor.ts';
import { candidateOf } from '../run/reference-candidate.ts';
import { readNamed } from './named-file.ts';
import type { EndpointOptions, TrustOptions } from './options.ts';
import { isUrl, readSource } from './read-descriptors.ts';
import { UsageError } from './usage-error.ts';
import { waitForPort } from './wait-for-port.ts';

/** What is driven: the user's group, or the embedded reference and how to stop it. */
export interface Candidate {
  readonly descriptors: readonly Descriptor[];
  readonly sources: readonly DescriptorSource[];
  readonly trust: Trust;
  readonly hooks: Hooks;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
}

/** The reference group that comes along, with its hooks wired. */
export async function embeddedCandidate(): Promise<Candidate> {
  // Loaded only here: making certificates needs libraries that a real candidate does not.
  const { startEndpointGroup } = await import('../reference/endpoint/endpoint-group.ts');
  const group = await startEndpointGroup({ byUrl: true });
  return { ...(await candidateOf(group)), embedded: true, stop: group.stop };
}

/** A descriptor as a user gives it: a file, an https URL, `-` for standard input, or the descriptor itself. */
export type GivenDescriptor = string | Descriptor;

/** The user's own endpoints, of one group; throws a UsageError for what NetBackup's dialog would refuse, so that nothing is sent. */
export async function givenCandidate(given: readonly GivenDescriptor[], options: EndpointOptions): Promise<Candidate> {
  const candidate = await acceptedCandidate(given, options);
  const groups = distinct(candidate.descriptors.map(({ groupId }) => groupId));
  if (groups.length > 1) {
    const got = `${groups.length} (${groups.slice(0, 3).join(', ')})`;
    throw new UsageError(`descriptors: expected endpoints of one groupId, got ${got}; run each group by itself.`);
  }
  return candidate;
}

/** The user's own endpoints, of any groups, as the dialog would take them; throws a UsageError for what it would refuse. */
export async function acceptedCandidate(given: readonly GivenDescriptor[], options: EndpointOptions): Promise<Candidate> {
  const candidate = await unjudgedCandidate(given, options);
  refuseUnreadable(candidate.sources);
  // Groups are candidates by themselves: each as if it were alone in NetBackup.
  for (const group of groupBy(candidate.descriptors, ({ groupId }) => groupId).values()) refuseHostTwice(group);
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

/** The user's endpoints as they are, with those whose descriptors can be read; for `validate`, which judges the rest. */
export async function unjudgedCandidate(given: readonly GivenDescriptor[], options: EndpointOptions): Promise<Candidate> {
  const mustBePublic = new Set<string>();
  const trust = trustOf(options, mustBePublic);
  const guard = async (url: string, named: string) => {
    if (options.allowPrivate === true) return;
    const { host } = targetOf(url);
    mustBePublic.add(host);
    if (await leadsInside(host)) {
      throw new UsageError(
        `${named}: expected a public address, got ${host}, which is of this machine or a private network; add --allow-private if it is yours.`,
      );
    }
  };
  const sources: DescriptorSource[] = [];
  const descriptors: Descriptor[] = [];
  for (const [index, file] of given.entries()) {
    if (typeof file !== 'string') {
      const text = JSON.stringify(file);
      sources.push({ source: `descriptor ${index + 1}`, text });
      const reading = readDescriptor(text);
      if (reading.ok) descriptors.push(reading.descriptor);
      continue;
    }
    if (isUrl(file)) {
      checkUrl(file);
      await guard(file, file);
      if (options.waitFor !== undefined) await waitForPort(file, options.waitFor);
    }
    const source = isUrl(file) ? await fetchDescriptor(file, trust) : readSource(file, process.env);
    sources.push(source);
    const reading = readDescriptor(source.text);
    if (!reading.ok) continue;
    if (isUrl(file)) await guard(reading.descriptor.url, `${file}: url`);
    descriptors.push(reading.descriptor);
  }
  return { descriptors, sources, trust, hooks: options.hooks ?? {}, embedded: false, stop: async () => {} };
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
function refuseUnreadable(sources: readonly DescriptorSource[]): void {
  for (const { source, text, fetched } of sources) {
    const { code, message } = fetched?.problem ?? {};
    if (code === 'descriptor-unreachable' || code === 'descriptor-not-secured') continue;
    if (message !== undefined) throw new UsageError(`${source}: ${message}`);
    const reading = readDescriptor(text);
    if (reading.ok) continue;
    const [first, ...others] = reading.problems;
    const more =
      others.length === 0 ? '' : ` (and ${others.length} more: ${others.map(({ member, code }) => member ?? code).join(', ')})`;
    throw new UsageError(`${source}: ${first?.message ?? 'unreadable'}${more} (NetBackup: ${errorName(first?.code ?? '')})`);
  }
}

function trustOf({ ca, pin, insecure }: TrustOptions, publicOnly: ReadonlySet<string>): Trust {
  const pem = ca === undefined ? null : isPem(ca) ? ca : readNamed('--ca', ca, 'a PEM file of certificates');
  if (pem !== null && !isPem(pem)) {
    throw new UsageError(`--ca ${ca}: expected a PEM file of certificates, got something else; convert it to PEM.`);
  }
  if (pem !== null && !beginsWithCertificate(pem)) {
    const named = pem === ca ? '--ca' : `--ca ${ca}`;
    throw new UsageError(`${named}: expected certificates, got a first one that cannot be read; export it anew.`);
  }
  return { ca: pem, pin: pin ?? null, insecure: insecure ?? false, publicOnly };
}

const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

/** TLS reads certificates up to the first that it cannot read, without a word: where that is the very first, it trusts nobody. */
function beginsWithCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
