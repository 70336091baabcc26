import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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

/** Throws a UsageError, before anything is driven, where the folder of a file that is to be written is not there. */
export function checkWritable(flag: string, file: string): void {
  if (!existsSync(dirname(file)))
    throw new UsageError(`${flag}: expected a file in a folder that is there, got ${dirname(file)}; make it, or check the path.`);
}

/** Writes a file that a flag names, or adds to it; throws a UsageError that names the flag. */
export function writeNamed(flag: string, file: string, text: string, { isAdded = false } = {}): void {
  try {
    writeFileSync(file, text, { flag: isAdded ? 'a' : 'w' });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'an error';
    throw new UsageError(`${flag}: expected a file that can be written, got ${why} for ${file}; check the path.`);
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
    const file = rest.length === 0 ? usual : rest.join('=');
    if (file !== '-' && file !== usual) checkWritable(`--reporter ${value}`, file);
    return { name, file };
  });
}
