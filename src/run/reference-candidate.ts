import { readDescriptor } from '../protocol/descriptor.ts';
import type { EndpointGroup } from '../reference/endpoint/endpoint-group.ts';
import { fetchDescriptor } from '../registration/fetch-descriptor.ts';
import type { EndpointRun } from './run-endpoint.ts';

/**
 * A reference group as a candidate: its first descriptor is given as a file would be, the others are fetched by their URLs, so that
 * both ways are gone.
 */
export async function candidateOf(
  group: EndpointGroup,
): Promise<Pick<EndpointRun, 'descriptors' | 'sources' | 'trust' | 'hooks'>> {
  const trust = { ca: group.ca, pin: null, insecure: false, publicOnly: new Set<string>() };
  const [text = '', ...others] = group.texts;
  const fetched = await Promise.all(others.map((_text, index) => fetchDescriptor(group.descriptorUrls[index + 1] ?? '', trust)));
  const sources = [{ source: 'embedded', text }, ...fetched];
  const descriptors = sources.flatMap((source) => {
    const reading = readDescriptor(source.text);
    return reading.ok ? [reading.descriptor] : [];
  });
  return { descriptors, sources, trust, hooks: group.hooks };
}
