import { readFileSync } from 'node:fs';
import { readDescriptor } from '../protocol/descriptor.ts';
import type { Descriptor } from '../protocol/descriptor-schema.ts';
import { UsageError } from './usage-error.ts';

/** No real descriptor comes near this; it is the bound that URL descriptors have too (contracts.md §2). */
const MAX_BYTES = 256 * 1024;

/**
 * Reads descriptors from files, or one from standard input (`-`), and puts `${NAME}` of the environment into their tokens.
 * Throws a UsageError that names the file, what was expected, what was got and the next step.
 */
export function readDescriptors(sources: readonly string[], environment: NodeJS.ProcessEnv): readonly Descriptor[] {
  return sources.map((source) => withEnvironment(parse(read(source), source), source, environment));
}

function read(source: string): string {
  if (/^https?:\/\//i.test(source)) {
    throw new UsageError(
      `${source}: expected a descriptor file or -, got a URL, which is not supported yet; download it and give the file.`,
    );
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(source === '-' ? 0 : source);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UsageError(
      `${source}: expected a descriptor file that can be read, got ${code}; give the JSON that NetBackup administrators get.`,
    );
  }
  if (bytes.length > MAX_BYTES)
    throw new UsageError(`${source}: expected a descriptor of at most 256 KiB, got ${bytes.length} bytes; give another file.`);
  return bytes.toString('utf8');
}

function parse(text: string, source: string): Descriptor {
  const reading = readDescriptor(text);
  if (reading.ok) return reading.descriptor;
  const [first, ...others] = reading.problems;
  const more =
    others.length === 0 ? '' : ` (and ${others.length} more: ${others.map(({ member, code }) => member ?? code).join(', ')})`;
  throw new UsageError(`${source}: ${first?.message ?? 'unreadable'}${more}`);
}

function withEnvironment(descriptor: Descriptor, source: string, environment: NodeJS.ProcessEnv): Descriptor {
  const token = descriptor.token.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
    const value = environment[name];
    if (value === undefined || value === '') {
      throw new UsageError(
        `${source}: token: expected ${name} in the environment, got nothing; set it or write the token into the file.`,
      );
    }
    return value;
  });
  return { ...descriptor, token };
}
