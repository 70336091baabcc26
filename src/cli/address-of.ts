import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The address of a file for a link in a page that lies in `folder`: relative, each name of it percent-encoded. */
export function addressOf(file: string, folder: string): string {
  const path = relative(resolve(folder), resolve(file));
  // From one drive of Windows to another there is no relative path.
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path.split(sep).map(encodeURIComponent).join('/');
}
