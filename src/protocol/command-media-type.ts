import type { Edition } from './profile.ts';

/** The Content-Type of the calls that an application asks for, in the edition that was declared (editions.md §1.2; 8.0 where none was). */
export const commandMediaType = (edition: Edition | null): string =>
  edition === '8.1.1' ? 'application/vnd.netbackup+json;version=1.0' : 'application/json';
