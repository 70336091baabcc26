import type { Hooks } from '../candidate/hooks.ts';
import type { Trust } from '../peer/dial.ts';
import type { DescriptorSource } from '../peer/service/service-peer.ts';
import { readDescriptor } from '../protocol/descriptor.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import type { RunFlags } from './flags.ts';
import { readSources } from './read-descriptors.ts';
import { readNamed } from './run-options.ts';
import { UsageError } from './usage-error.ts';

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
  const group = await startEndpointGroup();
  return {
    descriptors: group.descriptors,
    sources: group.texts.map((text) => ({ source: 'embedded', text })),
    trust: { ca: group.ca, pin: null, insecure: false },
    hooks: group.hooks,
    embedded: true,
    stop: group.stop,
  };
}

/** The user's own endpoints; throws a UsageError for what NetBackup's dialog would refuse, so that nothing is sent. */
export function givenCandidate(files: readonly string[], flags: RunFlags): Candidate {
  const candidate = unjudgedCandidate(files, flags);
  if (candidate.descriptors.length < candidate.sources.length) refuse(candidate.sources);
  const groups = distinct(candidate.descriptors.map(({ groupId }) => groupId));
  if (groups.length > 1) {
    const got = `${groups.length} (${groups.slice(0, 3).join(', ')})`;
    throw new UsageError(`descriptors: expected endpoints of one groupId, got ${got}; run each group by itself.`);
  }
  const hosts = candidate.descriptors.map(({ hostName }) => hostName);
  if (distinct(hosts).length < hosts.length) {
    const twice = hosts.find((host, index) => hosts.indexOf(host) < index) ?? '';
    throw new UsageError(
      `descriptors: hostName: expected each host once, got ${twice} twice (NetBackup: this entity already exists); give each endpoint a name of its own.`,
    );
  }
  return candidate;
}

/** The user's endpoints as they are, with those whose descriptors can be read; for `validate`, which judges the rest. */
export function unjudgedCandidate(
  files: readonly string[],
  flags: Pick<RunFlags, 'ca' | 'pin' | 'insecure' | 'hooks'>,
): Candidate {
  const sources = readSources(files, process.env);
  const descriptors = sources.flatMap(({ text }) => {
    const reading = readDescriptor(text);
    return reading.ok ? [reading.descriptor] : [];
  });
  return { descriptors, sources, trust: trustOf(flags), hooks: flags.hooks ?? {}, embedded: false, stop: async () => {} };
}

function refuse(sources: readonly DescriptorSource[]): never {
  for (const { source, text } of sources) {
    const reading = readDescriptor(text);
    if (reading.ok) continue;
    const [first, ...others] = reading.problems;
    const more =
      others.length === 0 ? '' : ` (and ${others.length} more: ${others.map(({ member, code }) => member ?? code).join(', ')})`;
    throw new UsageError(`${source}: ${first?.message ?? 'unreadable'}${more}`);
  }
  throw new UsageError('descriptors: expected some that can be read, got none; give the JSON that NetBackup administrators get.');
}

function trustOf({ ca, pin, insecure }: Pick<RunFlags, 'ca' | 'pin' | 'insecure'>): Trust {
  const pem = ca === undefined ? null : readNamed('--ca', ca, 'a PEM file of certificates');
  if (pem !== null && !pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new UsageError(`--ca ${ca}: expected a PEM file of certificates, got something else; convert it to PEM.`);
  }
  return { ca: pem, pin: pin ?? null, insecure: insecure ?? false };
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
