import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../candidate/usage-error.ts';

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
    throw new UsageError(`${flag}: expected a file that can be written, got ${codeOf(error)} for ${file}; check the path.`);
  }
}

/** Makes a folder that a flag names, where it is not there; throws a UsageError that names the flag. */
export function makeNamed(flag: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(
      `${flag}: expected a folder that can be written to, got ${codeOf(error)} for ${folder}; check the path.`,
    );
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'an error');
