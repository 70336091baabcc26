import { UsageError } from '../candidate/usage-error.ts';
import { defaultProfile, type Profile } from '../protocol/profile.ts';
import { PropertiesError, parseProperties } from '../protocol/properties.ts';
import { readNamed } from './named-file.ts';
import type { ProfileOptions } from './options.ts';

/** The profile of a run: the properties file, the edition and the soak time over the guide's defaults. */
export function profileOf(flags: ProfileOptions): Profile {
  const soakSeconds = flags.soak ?? defaultProfile.soakSeconds;
  return {
    ...defaultProfile,
    properties: propertiesOf(flags, defaultProfile.properties),
    edition: flags.edition ?? null,
    soakSeconds,
    capabilities: flags.capabilities ?? [],
  };
}

/** The properties of a file or of the config, `otherwise` where neither gives any; throws a UsageError for values that are none. */
export function propertiesOf(
  { properties }: Pick<ProfileOptions, 'properties'>,
  otherwise: Profile['properties'],
): Profile['properties'] {
  if (properties === undefined) return otherwise;
  const source = typeof properties === 'string' ? `--properties ${properties}` : 'properties of the config';
  try {
    if (typeof properties === 'string') return parseProperties(readNamed('--properties', properties, 'an nbwss.properties file'));
    return parseProperties(
      Object.entries(properties)
        .map(([key, value]) => `${key}=${value}`)
        .join('\n'),
    );
  } catch (error) {
    if (error instanceof PropertiesError) throw new UsageError(`${source}: ${error.message}`);
    throw error;
  }
}
