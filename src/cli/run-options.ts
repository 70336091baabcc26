import { existsSync, readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { defaultProfile, type Edition, type Profile } from '../protocol/profile.ts';
import { PropertiesError, parseProperties } from '../protocol/properties.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `run endpoint` as commander gives them. */
export interface RunFlags {
  readonly select: readonly string[];
  readonly skip: readonly string[];
  readonly requirement: readonly string[];
  readonly ca?: string;
  readonly pin?: string;
  readonly insecure?: boolean;
  readonly properties?: string;
  readonly edition?: Edition;
  readonly name?: string;
  readonly build?: string;
  readonly soak?: number;
  readonly maxTime?: number;
  readonly waitFor?: number;
  readonly output: string;
  readonly reporter: readonly string[];
  readonly quiet?: boolean;
  readonly trace?: boolean;
}

/** A flag that may be given several times. */
export const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** A positive number of seconds, e.g. 30 or 0.5. */
export function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number <= 0)
    throw new InvalidArgumentError('Expected a number of seconds above 0.');
  return number;
}

export function pin(value: string): string {
  if (!/^sha256:[A-Za-z0-9+/]{43}=$/.test(value)) {
    throw new InvalidArgumentError('Expected sha256: and 44 base64 characters, as a run prints it.');
  }
  return value;
}

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
  return { ...defaultProfile, properties: propertiesOf(flags), edition: flags.edition ?? null, soakSeconds };
}

function propertiesOf({ properties }: RunFlags): Profile['properties'] {
  if (properties === undefined) return defaultProfile.properties;
  try {
    return parseProperties(readNamed('--properties', properties, 'an nbwss.properties file'));
  } catch (error) {
    if (error instanceof PropertiesError) throw new UsageError(`--properties ${properties}: ${error.message}`);
    throw error;
  }
}

/** A reporter that the user asked for, and where it writes: a file name, or `-` for standard output. */
export interface ReporterChoice {
  readonly name: string;
  readonly file: string;
}

const defaultFiles: Readonly<Record<string, string>> = { junit: 'junit.xml' };

export function reporterChoices(values: readonly string[]): readonly ReporterChoice[] {
  return values.map((value) => {
    const [name = '', ...rest] = value.split('=');
    const usual = defaultFiles[name];
    if (usual === undefined) {
      const known = Object.keys(defaultFiles).join(', ');
      throw new UsageError(`--reporter ${value}: expected one of ${known}, got ${name === '' ? 'no name' : name}; choose one.`);
    }
    return { name, file: rest.length === 0 ? usual : rest.join('=') };
  });
}
