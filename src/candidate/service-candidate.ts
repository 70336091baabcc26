import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../protocol/package-root.ts';
import { type StartService, serviceCommand } from './service-process.ts';
import { UsageError } from './usage-error.ts';

/** The service that is driven: the user's command, or the embedded reference. */
export interface ServiceCandidate {
  /** As a person reads it. */
  readonly command: string;
  readonly start: StartService;
  readonly embedded: boolean;
}

/** The reference service, which the package brings along as a program of its own. */
const embedded = fileURLToPath(new URL('dist/src/reference/service/main.js', packageRoot()));

/** The service of a command, or without one the embedded reference; throws a UsageError for what cannot be started. */
export function serviceCandidate(words: readonly string[]): ServiceCandidate {
  const [command] = words;
  if (command === undefined) {
    if (!existsSync(embedded))
      throw new UsageError(`${embedded}: expected the built reference service, got no such file; run npm run build.`);
    return { command: 'the reference service', start: serviceCommand([process.execPath, embedded]), embedded: true };
  }
  if (!canBeStarted(command))
    throw new UsageError(`${command}: expected a command that can be started, got none of that name; check the path.`);
  return { command: words.join(' '), start: serviceCommand(words), embedded: false };
}

/** True for a file that can be executed, by its path or on the search path. */
function canBeStarted(command: string): boolean {
  const folders = command.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(folder === '' ? command : join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
