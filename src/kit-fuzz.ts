/** The part of a suite's vocabulary that loads fast-check: to be imported within a drive, so that listing stays quick. */
export { searchCommands } from './fuzz/search-commands.ts';
export { searchConnectDeviations, searchConnects, searchDeviations, searchNotifications } from './fuzz/search-messages.ts';
export { searchScripts } from './fuzz/search-scripts.ts';
export { searchSessions } from './fuzz/search-sessions.ts';
