import { isAbsolute } from 'node:path';
import { startService } from './service.ts';

/** Exit code for an environment that cannot be used, as everywhere in this project. */
const USAGE = 2;

/** Reads what contracts §5 gives to a service candidate; throws a sentence where it is not as promised. */
function readEnvironment({ NBWSS_HOME: home = '', NBWSS_API_URL: apiUrl = '' }: NodeJS.ProcessEnv) {
  if (!isAbsolute(home)) {
    throw new Error(`NBWSS_HOME: expected the absolute path of a folder, got ${JSON.stringify(home)}; set it.`);
  }
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : null;
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '') {
    throw new Error(`NBWSS_API_URL: expected http://host:port without a path, got ${JSON.stringify(apiUrl)}; set it.`);
  }
  return { home, apiUrl };
}

try {
  const service = await startService({ ...readEnvironment(process.env), events: process.stdin });
  process.on('SIGTERM', () => void service.stop());
  await service.ended;
  // An open standard input would keep the process alive.
  process.stdin.destroy();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdin.destroy();
  process.exitCode = USAGE;
}
