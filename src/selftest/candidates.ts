import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CorpusError } from '../plan/corpus-error.ts';
import type { Role } from '../protocol/message.ts';
import { packageRoot } from '../protocol/package-root.ts';
import type { EndpointFault, EndpointVariation, Fault, ServiceFault, ServiceVariation, Variation } from '../reference/fault.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

interface FaultsOf {
  readonly endpoint: EndpointFault;
  readonly service: ServiceFault;
}

interface VariationsOf {
  readonly endpoint: EndpointVariation;
  readonly service: ServiceVariation;
}

/** Every fault of a reference, by name: one file each below `fixtures/faults/<role>`, discovered, never registered. */
export const loadFaults = <R extends Role>(role: R): Promise<readonly FaultsOf[R][]> => load<FaultsOf[R]>(`faults/${role}`);

/** Every odd but conforming habit of a reference, from `fixtures/variations/<role>`. */
export const loadVariations = <R extends Role>(role: R): Promise<readonly VariationsOf[R][]> =>
  load<VariationsOf[R]>(`variations/${role}`);

/** The faults of reliability.md §2a and §2b by their number: the names of those that plant it here, or why there is none. */
export const loadKnownFaults = (role: Role): Readonly<Record<string, readonly string[] | string>> =>
  JSON.parse(readFileSync(new URL(`fixtures/known-faults-${role}.json`, packageRoot()), 'utf8')) as Record<
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
