import type { Hooks } from '../candidate/hooks.ts';
import { errorName } from '../check/descriptor.ts';
import { type Trust, targetOf } from '../peer/dial.ts';
import { leadsInside } from '../peer/public-address.ts';
import type { DescriptorSource } from '../peer/service/descriptor-source.ts';
import { readDescriptor } from '../protocol/descriptor.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { fetchDescriptor } from '../registration/fetch-descriptor.ts';
import { candidateOf } from '../run/reference-candidate.ts';
import type { RunFlags } from './flags.ts';
import { isUrl, readSource } from './read-descriptors.ts';
import { readNamed } from './run-options.ts';
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

/** The user's own endpoints, of any groups, as the dialog would take them; throws a UsageError for what it would refuse. */
export async function acceptedCandidate(
  files: readonly string[],
  flags: Trusting & Pick<RunFlags, 'hooks' | 'waitFor'>,
): Promise<Candidate> {
  const candidate = await unjudgedCandidate(files, flags);
  refuseUnreadable(candidate.sources);
  // Groups are candidates by themselves: each as if it were alone in NetBackup.
  const hosts = candidate.descriptors.map(({ groupId, hostName }) => ({ groupId, host: hostName.toLowerCase() }));
  const twice = hosts.find(({ groupId, host }, index) =>
    hosts.some((other, before) => before < index && other.groupId === groupId && other.host === host),
  )?.host;
  if (twice !== undefined) {
    throw new UsageError(
      `descriptors: hostName: expected each host once, got ${twice} twice (NetBackup: this entity already exists); give each endpoint a name of its own.`,
    );
  }
  return candidate;
}

type Trusting = Pick<RunFlags, 'ca' | 'pin' | 'insecure' | 'allowPrivate'>;

/** The user's endpoints as they are, with those whose descriptors can be read; for `validate`, which judges the rest. */
export async function unjudgedCandidate(
  files: readonly string[],
  flags: Trusting & Pick<RunFlags, 'hooks' | 'waitFor'>,
): Promise<Candidate> {
  const mustBePublic = new Set<string>();
  const trust = trustOf(flags, mustBePublic);
  const guard = async (url: string, named: string) => {
    if (flags.allowPrivate === true) return;
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
  for (const file of files) {
    if (isUrl(file)) {
      checkUrl(file);
      await guard(file, file);
      if (flags.waitFor !== undefined) await waitForPort(file, flags.waitFor);
    }
    const source = isUrl(file) ? await fetchDescriptor(file, trust) : readSource(file, process.env);
    sources.push(source);
    const reading = readDescriptor(source.text);
    if (!reading.ok) continue;
    if (isUrl(file)) await guard(reading.descriptor.url, `${file}: url`);
    descriptors.push(reading.descriptor);
  }
  return { descriptors, sources, trust, hooks: flags.hooks ?? {}, embedded: false, stop: async () => {} };
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

function trustOf({ ca, pin, insecure }: Trusting, publicOnly: ReadonlySet<string>): Trust {
  const pem = ca === undefined ? null : readNamed('--ca', ca, 'a PEM file of certificates');
  if (pem !== null && !pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new UsageError(`--ca ${ca}: expected a PEM file of certificates, got something else; convert it to PEM.`);
  }
  return { ca: pem, pin: pin ?? null, insecure: insecure ?? false, publicOnly };
}
