import { existsSync, readFileSync } from 'node:fs';

const packageName = 'nbwss-conformance';

/**
 * Finds the directory of this package, from the sources as well as from the build.
 *
 * Gives a `file:` URL that ends in `/`. Throws an Error when no directory above this module has the package's
 * `package.json`.
 */
export function packageRoot(): URL {
  let directory = new URL('.', import.meta.url);
  for (;;) {
    if (isPackage(new URL('package.json', directory))) return directory;
    const parent = new URL('..', directory);
    if (parent.href === directory.href) break;
    directory = parent;
  }
  throw new Error(
    `Package root: expected a package.json named '${packageName}' above ${import.meta.url}, got none up to the root ` +
      'directory. Install the package again, with its package.json.',
  );
}

function isPackage(file: URL): boolean {
  if (!existsSync(file)) return false;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof content === 'object' && content !== null && 'name' in content && content.name === packageName;
}
