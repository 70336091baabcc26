import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = (path: string) => JSON.stringify(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)));

/** The command of a service candidate: the reference, from the built package, with a named fault; its program is written to a folder. */
export function faultyService(folder: string, fault: string): readonly string[] {
  const file = join(folder, `${fault}.mjs`);
  writeFileSync(
    file,
    `import { startService } from ${built('src/reference/service/service.js')};
import fault from ${built(`fixtures/faults/service/${fault}.js`)};
const { NBWSS_HOME: home, NBWSS_API_URL: apiUrl } = process.env;
const service = await startService({ home, apiUrl, events: process.stdin, wraps: [fault.wrap] });
process.on('SIGTERM', () => void service.stop());
await service.ended;
process.exit(0);
`,
  );
  return [process.execPath, file];
}
