import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../candidate/usage-error.ts';

/**
 * Throws a UsageError for a file that would come to lie in the output folder: the next run would take it for somebody else's, and
 * refuse the folder. `but` is a name under which it may lie there.
 */
export function refuseInside(flag: string, file: string, output: string, but?: string): void {
  const way = relative(real(resolve(output)), real(resolve(file)));
  if (way === but || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return;
  throw new UsageError(
    `${flag}: expected a file outside the output folder ${output}, got one inside, where the next run would stumble over it; choose another place.`,
  );
}

/** Where a path leads, as far as it is there. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : join(real(dirname(path)), basename(path));
}
