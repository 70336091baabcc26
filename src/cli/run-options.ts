import { existsSync, readFileSync } from 'node:fs';
import { defaultProfile, type Profile } from '../protocol/profile.ts';
import { PropertiesError, parseProperties } from '../protocol/properties.ts';
import type { RunFlags } from './flags.ts';
import { formats } from './formats.ts';
import { UsageError } from './usage-error.ts';

/** Reads a file that a flag names; throws a UsageError that names the flag. */
export function readNamed(flag: string, file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const got = existsSync(file) ? 'one that cannot be read' : 'no such file';
    throw new UsageError(`${flag} ${file}: expected ${what}, got ${got}; check the path.`);
  }
}

/** The profile of a run: the properties file, the edition and the soak time over the guide's defaults. */
export function profileOf(flags: RunFlags): Profile {
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
  { properties }: Pick<RunFlags, 'properties'>,
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

/** A reporter that the user asked for, and where it writes: a file name, or `-` for standard output. */
export interface ReporterChoice {
  readonly name: string;
  readonly file: string;
}

export function reporterChoices(values: readonly string[]): readonly ReporterChoice[] {
  return values.map((value) => {
    const [name = '', ...rest] = value.split('=');
    const usual = Object.hasOwn(formats, name) ? formats[name]?.file : undefined;
    if (usual === undefined) {
      const known = Object.keys(formats).join(', ');
      throw new UsageError(`--reporter ${value}: expected one of ${known}, got ${name === '' ? 'no name' : name}; choose one.`);
    }
    return { name, file: rest.length === 0 ? usual : rest.join('=') };
  });
}
