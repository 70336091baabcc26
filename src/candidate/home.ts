import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';

/** The folder of one candidate, `NBWSS_HOME` (contracts.md §5). */
export interface Home {
  readonly path: string;
  /** Lets a descriptor appear, or change, by rename: nobody ever sees half of it. */
  describe(name: string, text: string): void;
  /** Lets a descriptor vanish, by rename. */
  remove(name: string): void;
  /** The text of nbwss.properties; never while a process of the candidate lives. */
  configure(properties: string): void;
  dispose(): void;
}

/** Makes a folder with the properties and the only trust anchor. */
export function makeHome(properties: string, ca: string): Home {
  const path = mkdtempSync(join(tmpdir(), 'nbwss-home-'));
  const wipe = () => rmSync(path, { recursive: true, force: true });
  // It holds tokens.
  const forget = atExit(wipe);
  const endpoints = join(path, 'endpoints');
  mkdirSync(endpoints);
  const configure = (text: string) => writeFileSync(join(path, 'nbwss.properties'), text);
  configure(properties);
  writeFileSync(join(path, 'ca.pem'), ca);
  // Under a name that is no descriptor's, in the same folder, so that the rename is one step.
  const draftOf = (name: string) => join(endpoints, `${name}.draft`);
  return {
    path,
    describe: (name, text) => {
      writeFileSync(draftOf(name), text, { mode: 0o600 });
      renameSync(draftOf(name), join(endpoints, name));
    },
    remove: (name) => {
      renameSync(join(endpoints, name), draftOf(name));
      rmSync(draftOf(name));
    },
    configure,
    dispose: () => {
      forget();
      wipe();
    },
  };
}
