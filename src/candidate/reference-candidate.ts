import { sourced } from '../peer/netbackup/sourced-descriptor.ts';
import type { Profile } from '../protocol/profile.ts';
import type { EndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { fetchDescriptor } from '../registration/fetch-descriptor.ts';
import type { EndpointCandidate } from './endpoint-candidate.ts';

/**
 * A reference group as a candidate: its first descriptor is given as a file would be, the others are fetched by their URLs, so that
 * both ways are gone.
 */
export async function candidateOf(group: EndpointGroup): Promise<Pick<EndpointCandidate, 'descriptors' | 'trust' | 'hooks'>> {
  const trust = { ca: group.ca, pin: null, insecure: false, publicOnly: new Set<string>() };
  const [text = '', ...others] = group.texts;
  const fetched = await Promise.all(others.map((_text, index) => fetchDescriptor(group.descriptorUrls[index + 1] ?? '', trust)));
  return { descriptors: [sourced('embedded', text), ...fetched], trust, hooks: group.hooks };
}

/** The reference group that comes along, with its hooks wired; it asks for calls as the declared edition has them. */
export async function embeddedCandidate({ edition }: Pick<Profile, 'edition'>): Promise<EndpointCandidate> {
  // Loaded only here: making certificates needs libraries that a real candidate does not.
  const { startEndpointGroup } = await import('../reference/endpoint/endpoint-group.ts');
  const group = await startEndpointGroup({ byUrl: true, edition });
  return { ...(await candidateOf(group)), embedded: true, stop: group.stop };
}
