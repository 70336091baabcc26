import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CorpusError } from '../plan/corpus-error.ts';
import { packageRoot } from '../protocol/package-root.ts';
import type { Fault, Variation } from '../reference/fault.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** Every fault of the reference endpoint, by name: one file each below `fixtures/faults`, discovered, never registered. */
export const loadFaults = (): Promise<readonly Fault[]> => load<Fault>('faults');

/** Every odd but conforming habit of the reference endpoint, from `fixtures/variations`. */
export const loadVariations = (): Promise<readonly Variation[]> => load<Variation>('variations');

/** The faults of reliability.md §2a by their number: the names of those that plant it here, or why there is none. */
export const loadKnownFaults = (): Readonly<Record<string, readonly string[] | string>> =>
  JSON.parse(readFileSync(new URL('fixtures/known-faults.json', packageRoot()), 'utf8')) as Record<
    string,
    readonly string[] | string
  >;

async function load<T extends Fault | Variation>(folder: string): Promise<readonly T[]> {
  const files = readdirSync(join(fixtures, folder)).filter(
    (file) => /\.(ts|js)$/.test(file) && !/\.(test|d)\.(ts|js)$/.test(file),
  );
  const loaded = await Promise.all(
    files.sort().map(async (file) => {
      const { default: candidate } = (await import(pathToFileURL(join(fixtures, folder, file)).href)) as { default?: T };
      const name = file.replace(/\.(ts|js)$/, '');
      if (candidate?.name !== name) {
        throw new CorpusError(
          `fixtures/${folder}/${file}: expected a default export named ${name}, got ${candidate?.name ?? 'none'}; rename one.`,
        );
      }
      if (Object.keys(candidate.wrap).length !== 1) {
        throw new CorpusError(
          `fixtures/${folder}/${file}: expected one wrapped seam, got ${Object.keys(candidate.wrap).length}; split it.`,
        );
      }
      return candidate;
    }),
  );
  return loaded;
}
