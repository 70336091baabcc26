import { readFileSync } from 'node:fs';
import { type SourcedDescriptor, sourced } from '../peer/netbackup/sourced-descriptor.ts';
import { MAX_DESCRIPTOR_BYTES } from '../registration/fetch-descriptor.ts';
import { UsageError } from './usage-error.ts';

/** True for an argument that names a URL, whatever its scheme. */
export const isUrl = (source: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(source);

/**
 * Reads the text of a descriptor from a file, or from standard input (`-`), and puts `${NAME}` of the environment into it. Throws a
 * UsageError that names the file, what was expected, what was got and the next step.
 */
export function readSource(source: string, environment: NodeJS.ProcessEnv): SourcedDescriptor {
  return sourced(source, withEnvironment(read(source), source, environment));
}

function read(source: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(source === '-' ? 0 : source);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(
      `${source}: expected a descriptor file that can be read, got ${code}; give the JSON that NetBackup administrators get.`,
    );
  }
  if (bytes.length > MAX_DESCRIPTOR_BYTES)
    throw new UsageError(`${source}: expected a descriptor of at most 256 KiB, got ${bytes.length} bytes; give another file.`);
  return bytes.toString('utf8');
}

/** Only a token of the form `${NAME}` alone is looked up, and put in as a JSON string. */
function withEnvironment(text: string, source: string, environment: NodeJS.ProcessEnv): string {
  return text.replace(/"\$\{([A-Za-z_][A-Za-z0-9_]*)\}"/g, (_whole, name: string) => {
    const value = environment[name];
    if (value === undefined || value.trim() === '') {
      throw new UsageError(
        `${source}: token: expected ${name} in the environment, got nothing; set it or write the token into the file.`,
      );
    }
    // printenv, a here-document and most secret stores end a value with a line break, which no token has.
    return JSON.stringify(value.replace(/[\r\n]+$/, ''));
  });
}
