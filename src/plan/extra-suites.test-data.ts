import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of suites with the given files by their paths. */
export function suitesFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nbwss-suites-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** A module as defineScenario would make it, in plain JavaScript: a folder outside the package resolves no `nbwss-conformance/kit`. */
export const scenarioModule = (id: string, members = ''): string =>
  `export default { id: '${id}', role: 'endpoint', title: 'does as it should', phase: 'usual', reliesOn: ['handshake/accepts-token:CON-009'],
  observe: () => [], async drive(peer) { await peer.session(); },
  checks: { 'CON-007': (view) => ({ kind: 'pass', evidence: [view.facts[0].ref] }) }, ${members} };\n`;
